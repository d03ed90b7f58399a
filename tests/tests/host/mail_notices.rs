//! What Amazon SNS tells about letters, and whom it is believed from.
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tests::mail_service::MailService;
use tests::moto::{CREDENTIALS, REGION};
use tests::sns_signer::{SnsSigner, TOPIC};
use tests::waiting::until;
use tests::{Answer, Installation, PlatenProcess, on_both_databases};

const NOTICES: &str = "/wp-json/platen/v1/mail/notices";

/// The installation with its mail at this service, and what `signer` signs believed.
fn prepared(installation: Installation, service: &MailService, signer: &SnsSigner) -> Installation {
    let mail = format!("ses://{REGION}?configuration_set=platen&endpoint={}", service.url());
    let mut installation = installation
        .with("PLATEN_MAIL_URL", mail)
        .with("PLATEN_MAIL_FROM", "post@example.org")
        .with("PLATEN_MAIL_TOPICS", TOPIC)
        .with("PLATEN_MAIL_SNS_ENDPOINT", signer.url());
    for (name, value) in CREDENTIALS {
        installation = installation.with(name, value);
    }
    installation.install_site("Letters");
    installation
}

async fn tell(front: &PlatenProcess, notice: &Value) -> Answer {
    let client = front.client();
    // As the service sends it: JSON that is called text.
    let request = client.request(Method::POST, NOTICES).header("Content-Type", "text/plain; charset=UTF-8");
    Answer::of(request.body(notice.to_string())).await
}

async fn send_a_letter(installation: &Installation, front: &PlatenProcess) {
    let client = front.client();
    client.post_form("/wp-login.php?action=lostpassword", &[("user_login", "admin@example.org")]).await;
    assert!(until(Duration::from_secs(40), || outbox(installation, "state") == "sent"), "{}", front.log());
}

fn outbox(installation: &Installation, field: &str) -> String {
    installation.platen(&["mail", "list", &format!("--field={field}")])
}

fn event(kind: &str, details: Value) -> Value {
    let mut event = json!({"eventType": kind, "mail": {"messageId": "m-1", "destination": ["admin@example.org"],
        "tags": {"platen-letter": ["1"]}}});
    event[kind.to_lowercase()] = details;
    event
}

fn hard_bounce() -> Value {
    event(
        "Bounce",
        json!({"bounceType": "Permanent", "bounceSubType": "General",
        "bouncedRecipients": [{"emailAddress": "admin@example.org", "diagnosticCode": "550 no such user"}]}),
    )
}

on_both_databases! {
    async fn a_mailbox_that_does_not_exist_is_written_to_once(installation: Installation) {
        let (service, signer) = (MailService::with_quota(50.0, 1_000, 0), SnsSigner::start());
        let installation = prepared(installation, &service, &signer);
        let front = installation.serve();
        send_a_letter(&installation, &front).await;
        let delivered = event("Delivery", json!({"recipients": ["admin@example.org"], "smtpResponse": "250 ok"}));
        assert_eq!(tell(&front, &signer.notification("n-1", "1", &delivered)).await.status, 200);
        assert_eq!(outbox(&installation, "delivery"), "delivered");
        let bounce = signer.notification("n-2", "2", &hard_bounce());
        assert_eq!(tell(&front, &bounce).await.status, 200);
        assert_eq!(outbox(&installation, "delivery"), "bounced");
        assert_eq!(tell(&front, &delivered_again(&signer)).await.status, 200);
        assert_eq!(outbox(&installation, "delivery"), "bounced", "what comes late does not undo what is worse");
        let listed = installation.platen(&["mail", "suppression", "list", "--fields=address,reason", "--format=csv"]);
        assert_eq!(listed, "address,reason\nadmin@example.org,bounce");

        installation.platen(&["mail", "suppression", "remove", "admin@example.org"]);
        assert_eq!(tell(&front, &bounce).await.status, 200, "it came before");
        let listed = installation.platen(&["mail", "suppression", "list", "--format=count"]);
        assert_eq!(listed, "0", "what is played again changes nothing");

        installation.platen(&["mail", "suppression", "add", "Admin@Example.org", "--note=by telephone"]);
        let (client, post) = (front.client(), installation.platen(&["post", "create", "--post_title=Post", "--post_status=publish", "--porcelain"]));
        client.post_form("/wp-comments-post.php", &[("comment_post_ID", post.as_str()), ("author", "Ann"),
            ("email", "ann@example.com"), ("comment", "Hello there")]).await;
        assert!(until(Duration::from_secs(20), || outbox(&installation, "state").starts_with("suppressed")));
        assert_eq!(service.letters().len(), 1, "to whom nothing goes, nothing is sent");
        assert_eq!(signer.fetched(), 1, "a certificate is fetched once");
    }

    async fn only_what_amazon_signed_for_a_known_topic_counts(installation: Installation) {
        let (service, signer) = (MailService::with_quota(50.0, 1_000, 0), SnsSigner::start());
        let installation = prepared(installation, &service, &signer);
        let front = installation.serve();
        send_a_letter(&installation, &front).await;
        let right = signer.notification("n-1", "2", &hard_bounce());
        let mut forged = right.clone();
        forged["Message"] = json!(event("Complaint", json!({})).to_string());
        assert_eq!(tell(&front, &forged).await.status, 403);
        let mut elsewhere = right.clone();
        elsewhere["SigningCertURL"] = json!("http://127.0.0.1:9/sns.pem");
        assert_eq!(tell(&front, &elsewhere).await.status, 403);
        let mut weak = right.clone();
        weak["SignatureVersion"] = json!("3");
        assert_eq!(tell(&front, &weak).await.status, 403);
        let mut stranger = right.clone();
        stranger["TopicArn"] = json!("arn:aws:sns:eu-central-1:666:evil");
        assert_eq!(tell(&front, &signer.signed(stranger)).await.status, 403);
        let mut old = right.clone();
        old["Timestamp"] = json!("2020-01-01T00:00:00.000Z");
        assert_eq!(tell(&front, &signer.signed(old)).await.status, 403);
        assert_eq!(tell(&front, &json!({"hello": "world"})).await.status, 400);
        assert_eq!(outbox(&installation, "delivery"), "");
        assert_eq!(tell(&front, &signer.subscription("arn:evil")).await.status, 403);
        assert_eq!(signer.confirmed(), 0, "a topic that nobody named is not subscribed to");
        assert_eq!(tell(&front, &signer.subscription(TOPIC)).await.status, 200);
        assert_eq!(signer.confirmed(), 1);
        assert_eq!(tell(&front, &right).await.status, 200);
        assert_eq!(outbox(&installation, "delivery"), "bounced");
    }
}

fn delivered_again(signer: &SnsSigner) -> Value {
    let delivered = event("Delivery", json!({"recipients": ["admin@example.org"], "smtpResponse": "250 ok"}));
    signer.notification("n-3", "2", &delivered)
}

#[tokio::test]
async fn a_host_without_topics_takes_in_nothing() {
    let installation = Installation::on_sqlite();
    installation.install_site("Letters");
    let front = installation.serve();
    let signer = SnsSigner::start();
    let answer = tell(&front, &signer.notification("n-1", "2", &hard_bounce())).await;
    assert_eq!((answer.status, signer.fetched()), (404, 0));
}
