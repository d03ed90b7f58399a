//! What becomes of letters after they left, who gets none, and how fast they leave.

use chrono::{Duration, TimeZone, Utc};
use platform::Clock;
use platform::mail::{DomainRules, MailTransport, OutgoingMail, Quota, SendFailure};
use serde_json::json;

use super::notice::{Event, Notice};
use super::*;
use crate::{Actor, Change, Site, fixture, members, settings};

/// A way out whose account has this quota.
#[derive(Debug)]
struct Door(Quota);

#[async_trait::async_trait]
impl MailTransport for Door {
    fn name(&self) -> &'static str {
        "door"
    }

    async fn send(&self, _: &OutgoingMail) -> std::result::Result<String, SendFailure> {
        Ok(String::new())
    }

    async fn quota(&self) -> std::result::Result<Option<Quota>, String> {
        Ok(Some(self.0))
    }

    async fn domain_rules(&self, _: &str) -> DomainRules {
        DomainRules::default()
    }
}

async fn site_at_noon() -> (tempfile::TempDir, Site) {
    fixture::site_at(Clock::fixed(Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap())).await
}

fn later(site: &Site, by: Duration) {
    site.host().clock().set(site.host().clock().now() + by);
}

async fn write_to(site: &Site, kind: Kind, recipient: &str) {
    let change = Change::begin(site).await.unwrap();
    let context = json!({"title": "T", "text": "Something to read", "url": "u", "login": "ann", "address": "a", "account_url": "u",
        "post": {"title": "T", "url": "u", "text": "t"}, "comment": {"author": "B", "email": "", "url": "",
        "address": "", "text": "Hi"}, "links": {"approve": "", "trash": "", "spam": "", "all": ""}});
    queue(&change, site, kind, recipient, &context).await.unwrap();
    change.commit().await.unwrap();
}

async fn claimed(site: &Site, quota: Quota) -> Vec<ClaimedLetter> {
    ask_for_quota(site.host(), &Door(quota)).await.unwrap();
    claim(site.host(), "door", 100).await.unwrap()
}

async fn states(site: &Site) -> Vec<String> {
    list(site, &Actor::System, None, 100).await.unwrap().into_iter().map(|letter| letter.state).collect()
}

/// Sends letters to so many readers, and tells that this happened to the first of them.
async fn sent_with(site: &Site, number: usize, happened: usize, event: Event) {
    for reader in 0..number {
        write_to(site, Kind::Newsletter, &format!("reader{reader}@example.com")).await;
    }
    for (place, letter) in claimed(site, Quota::default()).await.into_iter().enumerate() {
        let name = format!("m{}", letter.letter.id);
        finish(site.host(), &letter, Ok(name.clone())).await.unwrap();
        if place < happened {
            tell(site, event, &name, &letter.letter.recipient).await;
        }
    }
}

async fn tell(site: &Site, event: Event, name: &str, recipient: &str) {
    let notice = Notice {
        event,
        message_id: name.into(),
        letter: None,
        recipients: vec![recipient.into()],
        note: "said".into(),
    };
    let change = Change::begin_for_host(site.host()).await.unwrap();
    let letter = follow_up::apply(&change, site.host(), &notice).await.unwrap().unwrap();
    breaker::judge(&change, site.host(), letter.site_id).await.unwrap();
    change.commit().await.unwrap();
}

#[tokio::test]
async fn a_recipient_with_a_line_end_or_a_second_address_gets_nothing() {
    let (_folder, site) = site_at_noon().await;
    for bad in ["ann@example.com\r\nBcc: m@example.com", "ann@example.com, bob@example.com", "ann", "ann@exa mple.com"]
    {
        write_to(&site, Kind::Alert, bad).await;
        let letter = list(&site, &Actor::System, None, 1).await.unwrap().remove(0);
        assert_eq!(letter.state, "failed", "{bad:?}");
        assert!(!letter.recipient.contains(['\r', '\n']) && !letter.error.is_empty());
    }
    assert!(claimed(&site, Quota::default()).await.is_empty());
}

#[tokio::test]
async fn what_a_stranger_wrote_is_text_in_the_html_and_one_line_in_the_subject() {
    let (_folder, site) = site_at_noon().await;
    let change = Change::begin(&site).await.unwrap();
    let context = json!({"title": "A\r\nBcc: m@example.com", "text": "<script>alert(1)</script> http://x.example/?a=1&b=2", "url": ""});
    queue(&change, &site, Kind::Alert, "ann@example.com", &context).await.unwrap();
    change.commit().await.unwrap();
    let letter = list(&site, &Actor::System, None, 1).await.unwrap().remove(0);
    assert!(!letter.subject.contains(['\r', '\n']), "{:?}", letter.subject);
    assert!(
        !letter.html_body.contains("<script>") && letter.html_body.contains("&lt;script&gt;"),
        "{}",
        letter.html_body
    );
    assert!(letter.html_body.contains("<a href=\"http://x.example/"), "{}", letter.html_body);
}

#[tokio::test]
async fn who_was_put_on_the_list_after_a_letter_was_written_does_not_get_it() {
    let (_folder, site) = site_at_noon().await;
    write_to(&site, Kind::Newsletter, "Ann@Example.com").await;
    suppress(&site, &Actor::System, "ann@example.com", "").await.unwrap();
    assert!(claimed(&site, Quota::default()).await.is_empty());
    write_to(&site, Kind::PasswordReset, "ann@example.com").await;
    assert_eq!(states(&site).await, ["suppressed", "suppressed"]);
    unsuppress(&site, &Actor::System, "ann@example.com").await.unwrap();
    assert_eq!(unsuppress(&site, &Actor::System, "ann@example.com").await.unwrap_err().code(), "suppression_not_found");
}

#[tokio::test]
async fn whoever_unsubscribed_from_newsletters_gets_everything_else() {
    let (_folder, site) = site_at_noon().await;
    write_to(&site, Kind::Newsletter, "ann@example.com").await;
    let letter = list(&site, &Actor::System, None, 1).await.unwrap().remove(0);
    let token = letter.unsubscribe_url.split("unsubscribe=").nth(1).unwrap();
    assert!(letter.text_body.contains(token) && letter.html_body.contains(token));
    assert_eq!(members::unsubscribe(&site, &format!("x{token}")).await.unwrap_err().code(), "invalid_key");
    for _ in 0..2 {
        members::unsubscribe(&site, token).await.unwrap();
    }
    write_to(&site, Kind::Newsletter, "ann@example.com").await;
    write_to(&site, Kind::Alert, "ann@example.com").await;
    let left: Vec<String> = claimed(&site, Quota::default()).await.into_iter().map(|it| it.letter.kind).collect();
    assert_eq!(left, ["alert"]);
}

#[tokio::test]
async fn the_way_out_of_one_site_opens_no_other() {
    let (_folder, site) = site_at_noon().await;
    let (_other_folder, other) = site_at_noon().await;
    write_to(&site, Kind::Newsletter, "ann@example.com").await;
    write_to(&other, Kind::Newsletter, "ann@example.com").await;
    let url = list(&site, &Actor::System, None, 1).await.unwrap().remove(0).unsubscribe_url;
    assert!(members::unsubscribe(&other, url.split("unsubscribe=").nth(1).unwrap()).await.is_err());
}

#[tokio::test]
async fn letters_leave_at_the_accounts_pace_over_all_runners_together() {
    let (_folder, site) = site_at_noon().await;
    for number in 0..12 {
        write_to(&site, Kind::Newsletter, &format!("reader{number}@example.com")).await;
    }
    let quota = Quota { per_second: 3.0, per_day: 8, sent_last_day: 1, may_send: true };
    assert!(claimed(&site, quota).await.is_empty(), "no second has passed");
    later(&site, Duration::seconds(1));
    assert_eq!(claimed(&site, quota).await.len(), 3);
    assert_eq!(claimed(&site, quota).await.len(), 0, "another runner in the same second");
    later(&site, Duration::seconds(60));
    assert_eq!(claimed(&site, quota).await.len(), 3, "what was not used is not saved up");
    later(&site, Duration::seconds(1));
    assert_eq!(claimed(&site, quota).await.len(), 1, "seven were left of the day");
    later(&site, Duration::seconds(1));
    assert_eq!(claimed(&site, quota).await.len(), 0);
}

#[tokio::test]
async fn an_account_that_may_not_send_keeps_its_letters() {
    let (_folder, site) = site_at_noon().await;
    write_to(&site, Kind::Alert, "ann@example.com").await;
    assert!(claimed(&site, Quota { may_send: false, ..Quota::default() }).await.is_empty());
    assert_eq!(states(&site).await, ["queued"]);
    assert!(pace(site.host(), &Actor::System).await.unwrap()[0].note.contains("may not send"));
}

#[tokio::test]
async fn urgent_letters_leave_before_those_that_wait_longer() {
    let (_folder, site) = site_at_noon().await;
    for kind in [Kind::Newsletter, Kind::NewComment, Kind::PasswordReset] {
        write_to(&site, kind, "ann@example.com").await;
    }
    let kinds: Vec<String> = claimed(&site, Quota::default()).await.into_iter().map(|it| it.letter.kind).collect();
    assert_eq!(kinds, ["password-reset", "new-comment", "newsletter"]);
}

#[tokio::test]
async fn too_many_bounces_open_the_breaker_before_amazon_looks() {
    let (_folder, site) = site_at_noon().await;
    sent_with(&site, 100, 4, Event::HardBounce).await;
    assert!(breaker(&site, &Actor::System).await.unwrap().0.is_none(), "four are chance");
    let fifth = list(&site, &Actor::System, Some("sent"), 100).await.unwrap().remove(0);
    tell(&site, Event::HardBounce, &fifth.message_id, &fifth.recipient).await;
    let (row, rates) = breaker(&site, &Actor::System).await.unwrap();
    assert_eq!((rates.sent, rates.bounced), (100, 5));
    assert!(row.unwrap().opened.is_some());
    write_to(&site, Kind::Newsletter, "new@example.com").await;
    write_to(&site, Kind::PasswordReset, "ann@example.com").await;
    let kinds: Vec<String> = claimed(&site, Quota::default()).await.into_iter().map(|it| it.letter.kind).collect();
    assert_eq!(kinds, ["password-reset"], "the others wait");
    reset_breaker(&site, &Actor::System).await.unwrap();
    assert_eq!(claimed(&site, Quota::default()).await.len(), 1);
    assert_eq!(breaker(&site, &Actor::System).await.unwrap().1.bounced, 0);
}

#[tokio::test]
async fn two_complaints_are_enough_and_their_readers_get_nothing_more() {
    let (_folder, site) = site_at_noon().await;
    sent_with(&site, 10, 2, Event::Complaint).await;
    assert!(breaker(&site, &Actor::System).await.unwrap().0.unwrap().reason.contains("unwanted"));
    let list = suppressions(&site, &Actor::System, 0, 10).await.unwrap();
    assert_eq!((list.len(), list[0].reason.as_str()), (2, "complaint"));
}

#[tokio::test]
async fn a_letter_of_unknown_fate_is_settled_by_what_the_service_tells() {
    let (_folder, site) = site_at_noon().await;
    write_to(&site, Kind::PasswordReset, "ann@example.com").await;
    let lost = claimed(&site, Quota::default()).await.remove(0);
    finish(site.host(), &lost, Err(SendFailure::Unknown("cut".into()))).await.unwrap();
    let told = Notice {
        event: Event::Sent,
        message_id: "m-9".into(),
        letter: Some(lost.letter.id),
        recipients: vec!["ann@example.com".into()],
        note: String::new(),
    };
    let stranger = Notice { recipients: vec!["bob@example.com".into()], ..told.clone() };
    let change = Change::begin_for_host(site.host()).await.unwrap();
    assert!(follow_up::apply(&change, site.host(), &stranger).await.unwrap().is_none(), "a tag alone proves nothing");
    follow_up::apply(&change, site.host(), &told).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(states(&site).await, ["sent"]);
    later(&site, Duration::hours(1));
    settle_lost(site.host()).await.unwrap();
    assert!(claimed(&site, Quota::default()).await.is_empty(), "it is not sent again");
}

#[tokio::test]
async fn a_site_with_an_allow_list_writes_to_nobody_else() {
    let (_folder, site) = site_at_noon().await;
    settings::update(&site, &Actor::System, ALLOW_LIST, &json!("@tester.example")).await.unwrap();
    let site = fixture::again(&site).await;
    write_to(&site, Kind::PasswordReset, "ann@example.com").await;
    write_to(&site, Kind::PasswordReset, "ann@tester.example").await;
    assert_eq!(states(&site).await, ["queued", "suppressed"]);
}

#[tokio::test]
async fn nobody_but_who_runs_the_site_sees_or_changes_any_of_it() {
    let (_folder, site) = site_at_noon().await;
    let ann = fixture::person(&site, "ann", crate::users::Role::Editor).await;
    assert!(suppressions(&site, &ann, 0, 1).await.is_err() && suppress(&site, &ann, "a@b.org", "").await.is_err());
    assert!(unsuppress(&site, &ann, "a@b.org").await.is_err() && reset_breaker(&site, &ann).await.is_err());
    assert!(breaker(&site, &ann).await.is_err() && pace(site.host(), &ann).await.is_err());
    assert!(check_domain(&site, &ann).await.is_err());
}
