//! How letters leave: at the account's pace, at most once, to whom they may, with a way out of them.
use std::time::{Duration, Instant};

use base64::Engine;
use reqwest::Method;
use tests::dns_server::DnsServer;
use tests::mail_server::MailServer;
use tests::mail_service::MailService;
use tests::moto::{CREDENTIALS, REGION};
use tests::waiting::until;
use tests::{Answer, Installation, PlatenProcess, on_both_databases};

fn prepared(installation: Installation, service: &MailService) -> Installation {
    let mail = format!("ses://{REGION}?configuration_set=platen&endpoint={}", service.url());
    let mut installation = installation.with("PLATEN_MAIL_URL", mail).with("PLATEN_MAIL_FROM", "post@example.org");
    for (name, value) in CREDENTIALS {
        installation = installation.with(name, value);
    }
    installation.install_site("Letters");
    installation
}

/// Has as many letters about comments written.
async fn comment(installation: &Installation, front: &PlatenProcess, number: usize) {
    let post = installation.platen(&["post", "create", "--post_title=Post", "--post_status=publish", "--porcelain"]);
    let text = format!("Comment number {number}");
    // Each from elsewhere: whoever comments twice in a quarter of a minute is stopped.
    let (email, from) = (format!("ann{number}@example.com"), format!("203.0.113.{number}"));
    let fields = [("comment_post_ID", post.as_str()), ("author", "Ann"), ("email", &email), ("comment", &text)];
    let client = front.client().with_header("X-Forwarded-For", &from);
    let answer = client.post_form("/wp-comments-post.php", &fields).await;
    assert_eq!(answer.status, 302, "{}", answer.text);
}

fn outbox(installation: &Installation, field: &str) -> String {
    installation.platen(&["mail", "list", &format!("--field={field}")])
}

/// The letter's whole text, as it went to the service.
fn mime(service: &MailService) -> String {
    let letters = service.letters();
    let data = letters[0]["Content"]["Raw"]["Data"].as_str().expect("a raw message").to_owned();
    String::from_utf8(base64::engine::general_purpose::STANDARD.decode(data).unwrap()).unwrap()
}

/// Quoted-printable undone, folded headers in one line.
fn unfolded(text: &str) -> String {
    text.replace("=\r\n", "").replace("\r\n ", " ").replace("=3D", "=")
}

on_both_databases! {
    async fn a_letter_whose_sender_died_becomes_unknown_and_is_not_sent_again(installation: Installation) {
        let service = MailService::that_stalls();
        let installation = prepared(installation, &service);
        let mut front = installation.serve();
        comment(&installation, &front, 1).await;
        assert!(until(Duration::from_secs(30), || service.letters().len() == 1), "{}", front.log());
        assert_eq!(outbox(&installation, "state"), "sending");
        front.kill();
        let died = Instant::now();
        service.recovers();
        let front = installation.serve();
        let is_unknown = until(Duration::from_secs(60), || outbox(&installation, "state") == "unknown");
        assert!(is_unknown, "{} {}", outbox(&installation, "state"), front.log());
        assert!(died.elapsed() < Duration::from_secs(45), "{:?}", died.elapsed());
        // Others leave meanwhile, and this one does not.
        front.client().post_form("/wp-login.php?action=lostpassword", &[("user_login", "admin@example.org")]).await;
        assert!(until(Duration::from_secs(30), || service.letters().len() == 2), "{}", front.log());
        assert!(until(Duration::from_secs(20), || outbox(&installation, "state") == "sent\nunknown"));
        assert_eq!(service.letters()[1]["EmailTags"][1]["Value"], "password-reset");
    }

    async fn an_account_with_one_letter_left_today_sends_one_and_asks_for_its_quota_once(installation: Installation) {
        let service = MailService::with_quota(20.0, 200, 199);
        let installation = prepared(installation, &service);
        let front = installation.serve();
        comment(&installation, &front, 1).await;
        assert!(until(Duration::from_secs(30), || outbox(&installation, "state") == "sent"), "{}", front.log());
        front.client().post_form("/wp-login.php?action=lostpassword", &[("user_login", "admin@example.org")]).await;
        assert!(until(Duration::from_secs(30), || outbox(&installation, "state") == "queued\nsent"));
        let status = installation.platen(&["mail", "status", "--format=csv"]);
        assert!(status.contains("ses a second,20") && status.contains("ses left today,0"), "{status}");
        assert_eq!((service.letters().len(), service.quotas_asked()), (1, 1));
    }

    async fn whoever_reads_letters_about_comments_leaves_them_with_one_click(installation: Installation) {
        let service = MailService::with_quota(50.0, 1_000, 0);
        let installation = prepared(installation, &service);
        let front = installation.serve();
        comment(&installation, &front, 1).await;
        assert!(until(Duration::from_secs(30), || service.letters().len() == 1), "{}", front.log());
        let text = unfolded(&mime(&service));
        assert!(text.contains("multipart/alternative") && text.contains("</html>"), "{text}");
        assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{text}");
        let address = text.split("List-Unsubscribe: <").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
        let client = front.client();
        let page = client.get(address).await;
        assert!(page.status == 200 && page.text.contains("admin@example.org"), "{}", page.text);
        let count = ["mail", "suppression", "list", "--format=count"];
        assert_eq!(installation.platen(&count), "0", "looking alone changes nothing");
        let broken = client.get(&format!("{address}0")).await;
        assert_eq!(broken.status, 403);
        for _ in 0..2 {
            let request = client.request(Method::POST, address).header("Origin", "https://mail.example.net");
            let done = Answer::of(request.form(&[("List-Unsubscribe", "One-Click")])).await;
            assert_eq!(done.status, 200, "{}", done.text);
        }
        let listed = installation.platen(&["mail", "suppression", "list", "--fields=reason,kind", "--format=csv"]);
        assert_eq!(listed, "reason,kind\nunsubscribed,comment-moderation");
        comment(&installation, &front, 2).await;
        assert!(until(Duration::from_secs(20), || outbox(&installation, "state") == "suppressed\nsent"));
        client.post_form("/wp-login.php?action=lostpassword", &[("user_login", "admin@example.org")]).await;
        assert!(until(Duration::from_secs(20), || outbox(&installation, "state") == "sent\nsuppressed\nsent"));
    }
}

#[tokio::test]
async fn a_staging_host_writes_to_its_allow_list_alone() {
    let service = MailService::with_quota(50.0, 1_000, 0);
    let installation = prepared(Installation::on_sqlite(), &service);
    // An environment has its own data folder, and no flag may give it another.
    let own = installation.data_dir().display().to_string();
    let installation = installation
        .with("PLATEN_DATA_DIR", &own)
        .with("PLATEN_ENVIRONMENT", "staging")
        .with("PLATEN_MAIL_ALLOW", "@tester.example");
    let front = installation.serve();
    comment(&installation, &front, 1).await;
    assert!(until(Duration::from_secs(20), || outbox(&installation, "state") == "suppressed"), "{}", front.log());
    drop(front);
    let installation = installation.with("PLATEN_MAIL_ALLOW", "@tester.example, admin@example.org");
    let front = installation.serve();
    comment(&installation, &front, 2).await;
    assert!(until(Duration::from_secs(30), || outbox(&installation, "state") == "sent\nsuppressed"), "{}", front.log());
    assert_eq!(service.letters().len(), 1);
}

#[tokio::test]
async fn a_domains_records_are_checked_and_the_missing_ones_named_exactly() {
    let service = MailService::with_quota(50.0, 1_000, 0);
    let dns = DnsServer::start(&[
        ("example.org", "TXT", "v=spf1 mx -all"),
        ("tok1._domainkey.example.org", "CNAME", "tok1.dkim.amazonses.com"),
    ]);
    let installation = prepared(Installation::on_sqlite(), &service).with("PLATEN_DNS_SERVER", dns.address());
    let output = installation.try_platen(&["mail", "check", "--format=csv"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success(), "{printed}");
    for row in [
        "SPF,wrong,example.org,TXT,v=spf1 mx include:amazonses.com -all,",
        "DKIM,good,tok1._domainkey.example.org,CNAME,,",
        "DKIM,missing,tok2._domainkey.example.org,CNAME,tok2.dkim.amazonses.com,",
        "DMARC,missing,_dmarc.example.org,TXT,v=DMARC1; p=none; rua=mailto:admin@example.org,",
    ] {
        assert!(printed.contains(row), "{row}\n{printed}");
    }
    let complete = DnsServer::start(&[
        ("example.org", "TXT", "v=spf1 include:amazonses.com ~all"),
        ("tok1._domainkey.example.org", "CNAME", "tok1.dkim.amazonses.com"),
        ("tok2._domainkey.example.org", "CNAME", "tok2.dkim.amazonses.com"),
        ("_dmarc.example.org", "TXT", "v=DMARC1; p=quarantine"),
    ]);
    let installation = installation.with("PLATEN_DNS_SERVER", complete.address());
    assert!(installation.try_platen(&["mail", "check"]).status.success());
}

#[tokio::test]
async fn a_letter_leaves_by_a_mail_server_in_text_and_html() {
    let server = MailServer::start();
    let installation =
        Installation::on_sqlite().with("PLATEN_MAIL_URL", server.url()).with("PLATEN_MAIL_FROM", "post@example.org");
    installation.install_site("Letters");
    let front = installation.serve();
    comment(&installation, &front, 1).await;
    assert!(until(Duration::from_secs(30), || server.messages().len() == 1), "{}", front.log());
    let text = server.messages().remove(0).replace("=\n", "").replace("=3D", "=");
    for piece in ["To: admin@example.org", "multipart/alternative", "Comment number 1", "List-Unsubscribe", "</html>"] {
        assert!(text.contains(piece), "{piece}: {text}");
    }
    assert_eq!(outbox(&installation, "state"), "sent");
}
