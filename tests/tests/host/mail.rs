//! Letters leave by Amazon SES, or wait until they can.
use std::time::Duration;

use tests::moto::{CREDENTIALS, Moto, REGION};
use tests::service::free_port;
use tests::waiting::until;
use tests::{Installation, PlatenProcess};

/// A host whose mail goes to SES at this address.
fn host(endpoint: &str) -> Installation {
    let mail = format!("ses://{REGION}?configuration_set=platen&endpoint={endpoint}");
    let mut installation =
        Installation::on_sqlite().with("PLATEN_MAIL_URL", mail).with("PLATEN_MAIL_FROM", "post@example.org");
    for (name, value) in CREDENTIALS {
        installation = installation.with(name, value);
    }
    installation.install_site("Letters");
    installation
}

async fn ask_for_a_letter(front: &PlatenProcess) {
    let client = front.client();
    let asked = client.post_form("/wp-login.php?action=lostpassword", &[("user_login", "admin@example.org")]).await;
    assert_eq!(asked.status, 302);
}

fn outbox(installation: &Installation, field: &str) -> String {
    installation.platen(&["mail", "list", &format!("--field={field}")])
}

#[tokio::test]
async fn a_letter_leaves_by_ses_and_keeps_the_services_name_for_it() {
    let moto = Moto::start();
    moto.verify_sender("post@example.org").await;
    let installation = host(&moto.url());
    let front = installation.serve();
    ask_for_a_letter(&front).await;
    assert!(until(Duration::from_secs(30), || outbox(&installation, "state") == "sent"), "{}", front.log());
    assert!(!installation.data_dir().join("mail").exists(), "no file is written beside it");
}

#[tokio::test]
async fn what_ses_refuses_is_given_up_and_says_why() {
    let moto = Moto::start();
    let installation = host(&moto.url());
    let front = installation.serve();
    ask_for_a_letter(&front).await;
    assert!(until(Duration::from_secs(30), || outbox(&installation, "state") == "failed"), "{}", front.log());
    let why = outbox(&installation, "error");
    assert!(why.contains("Amazon SES: MessageRejected") && why.contains("post@example.org"), "{why}");
}

#[tokio::test]
async fn a_service_that_was_never_reached_is_asked_again_later() {
    let installation = host(&format!("http://127.0.0.1:{}", free_port()));
    let front = installation.serve();
    ask_for_a_letter(&front).await;
    assert!(until(Duration::from_secs(30), || !outbox(&installation, "error").is_empty()), "{}", front.log());
    assert_eq!(outbox(&installation, "state"), "queued", "{}", outbox(&installation, "error"));
}
