//! Somebody who forgot the password comes back in by a letter, and tells nobody else whether there is such an account.
use std::path::Path;
use std::time::Duration;

use tests::installation::ADMIN;
use tests::waiting::{until, until_async};
use tests::{Installation, on_both_databases};

/// The letters that were sent so far, the oldest first.
fn letters(data_dir: &Path) -> Vec<String> {
    let found = std::fs::read_dir(data_dir.join("mail")).into_iter().flatten().flatten();
    let mut files: Vec<_> = found.map(|entry| entry.path()).filter(|path| path.extension().is_some()).collect();
    files.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    files.sort();
    files.iter().map(|path| std::fs::read_to_string(path).expect("a letter is text")).collect()
}

/// The address in a letter, its line breaks of quoted-printable taken out.
fn address(letter: &str) -> String {
    let text = letter.replace("=\r\n", "").replace("=3D", "=").replace("=\n", "");
    let line = text.lines().find(|line| line.contains("action=rp")).expect("the letter has an address");
    line.trim().to_owned()
}

on_both_databases! {
    async fn a_letter_leads_back_in_once(installation: Installation) {
        installation.install_site("Forgotten");
        let front = installation.serve();
        let (client, thief) = (front.client(), front.client());
        thief.sign_in(ADMIN, tests::installation::ADMIN_PASSWORD).await;
        assert_eq!(thief.get("/wp-admin/").await.status, 200);
        let path = "/wp-login.php?action=lostpassword";
        let known = client.post_form(path, &[("user_login", "admin@example.org")]).await;
        let unknown = client.post_form(path, &[("user_login", "nobody@example.org")]).await;
        assert_eq!((known.status, known.header("location")), (unknown.status, unknown.header("location")));
        assert!(known.header("location").ends_with("/wp-login.php?checkemail=confirm"), "{known:?}");
        assert!(until(Duration::from_secs(30), || letters(installation.data_dir()).len() == 1));
        let letter = letters(installation.data_dir()).remove(0);
        assert!(letter.contains("To: admin@example.org"), "{letter}");

        let moved = client.get(&address(&letter)).await;
        assert!(moved.header("location").ends_with("/wp-login.php?action=rp"), "{moved:?}");
        let form = client.get("/wp-login.php?action=rp").await;
        let key = form.text.split("name=\"rp_key\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let path = "/wp-login.php?action=resetpass";
        let done = client.post_form(path, &[("pass1", "a new password"), ("rp_key", key)]).await;
        assert!(done.text.contains("Your password has been reset."), "{}", done.text);
        client.sign_in(ADMIN, "a new password").await;
        assert!(until(Duration::from_secs(30), || letters(installation.data_dir()).len() == 2), "a letter tells of it");

        let again = front.client().get(&address(&letter)).await;
        assert_eq!(again.status, 302);
        let stranger = front.client();
        stranger.get(&address(&letter)).await;
        let refused = stranger.get("/wp-login.php?action=rp").await;
        assert!(refused.header("location").contains("error=invalidkey"), "{refused:?}");
        let outbox = installation.platen(&["mail", "list", "--fields=kind,state", "--format=csv"]);
        assert_eq!(outbox, "kind,state\npassword-changed,sent\npassword-reset,sent");
    }

    async fn who_is_signed_out_from_afar_is_signed_out(installation: Installation) {
        installation.install_site("Sessions");
        let front = installation.serve();
        let client = front.client();
        client.sign_in(ADMIN, tests::installation::ADMIN_PASSWORD).await;
        let list = ["user", "session", "list", ADMIN, "--format=count"];
        assert_eq!(installation.platen(&list), "1");
        installation.platen(&["user", "session", "destroy", ADMIN, "--all"]);
        assert_eq!(installation.platen(&list), "0");
        let is_out = || async { client.get("/wp-admin/").await.status == 302 };
        let waited = until_async(Duration::from_secs(30), is_out).await;
        assert!(waited.is_some(), "a session is believed for a few seconds and no longer");
    }
}
