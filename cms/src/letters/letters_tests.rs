//! The outbox: what leaves when, and what is never sent again.

use chrono::{Duration, TimeZone, Utc};
use platform::Clock;
use platform::mail::SendFailure;
use serde_json::json;

use super::{ClaimedLetter, Kind, Letter, ask_for_quota, claim, finish, list, queue, settle_lost};
use crate::{Actor, Change, Host, Result, Site, fixture};

/// Claims what may leave by a way that counts nothing.
async fn claimable(host: &Host) -> Result<Vec<ClaimedLetter>> {
    let door = platform::mail::EmlFiles::new("nowhere");
    ask_for_quota(host, &door).await?;
    claim(host, "eml", 10).await
}

async fn site_at_noon() -> (tempfile::TempDir, Site) {
    fixture::site_at(Clock::fixed(Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap())).await
}

async fn queued(site: &Site, kind: Kind) {
    let change = Change::begin(site).await.unwrap();
    let context = json!({"site": {"title": "Example", "url": site.url()}, "login": "ann", "url": "http://example.com/x",
        "address": "192.0.2.1", "title": "T", "text": "Something that a person should read.", "name": "Ann", "unsubscribe_url": "http://example.com/u", "account_url": "http://example.com/account", "plan": "Monthly",
        "amount": "9.00 EUR", "from": "2026-05-01", "until": "2026-06-01", "due": "2026-05-15", "by_card": true,
        "instructions": "By transfer.", "number": "R-1", "more": {"refunded": "9.00 EUR", "why": "Refused.", "next": "tomorrow"},
        "why": "unpaid", "new_email": "n@example.com",
        "post": {"title": "T", "url": "u", "text": "What the post says, in plain text."}, "comment": {"author": "B", "email": "", "url": "",
        "address": "", "text": "Hi"}, "links": {"approve": "", "trash": "", "spam": "", "all": ""}});
    queue(&change, site, kind, "ann@example.com", &context).await.unwrap();
    change.commit().await.unwrap();
}

async fn one(site: &Site) -> ClaimedLetter {
    let mut claimed = claimable(site.host()).await.unwrap();
    assert_eq!(claimed.len(), 1);
    claimed.remove(0)
}

async fn only(site: &Site) -> Letter {
    list(site, &Actor::System, None, 10).await.unwrap().remove(0)
}

fn later(site: &Site, by: Duration) {
    site.host().clock().set(site.host().clock().now() + by);
}

#[tokio::test]
async fn every_kind_of_letter_has_a_subject_and_a_text() {
    let (_folder, site) = site_at_noon().await;
    for kind in Kind::ALL {
        queued(&site, kind).await;
        let letter = only(&site).await;
        assert!(!letter.subject.is_empty() && !letter.subject.contains('\n'), "{kind}: {}", letter.subject);
        assert!(letter.text_body.len() > 40, "{kind}: {}", letter.text_body);
        assert!(
            letter.html_body.contains("</html>") && letter.html_body.contains(&letter.subject.replace('"', "&quot;"))
        );
        assert_eq!(letter.html_body.contains("unsubscribe="), kind.can_be_unsubscribed(), "{kind}");
        assert_eq!(letter.sender, "\"Example\" <wordpress@example.com>");
    }
}

#[tokio::test]
async fn a_letter_of_a_change_that_did_not_happen_does_not_leave() {
    let (_folder, site) = site_at_noon().await;
    let change = Change::begin(&site).await.unwrap();
    queue(&change, &site, Kind::NewComment, "ann@example.com", &json!({})).await.err();
    drop(change);
    assert!(claimable(site.host()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_letter_is_sent_once_and_its_secret_is_forgotten() {
    let (_folder, site) = site_at_noon().await;
    queued(&site, Kind::PasswordReset).await;
    let claimed = one(&site).await;
    assert!(claimable(site.host()).await.unwrap().is_empty(), "somebody is sending it");
    finish(site.host(), &claimed, Ok("id-1".into())).await.unwrap();
    let letter = only(&site).await;
    assert_eq!((letter.state.as_str(), letter.message_id.as_str(), letter.attempts), ("sent", "id-1", 1));
    assert!(!letter.text_body.contains("http://example.com/x"), "{}", letter.text_body);
}

#[tokio::test]
async fn what_was_refused_for_now_is_tried_later_and_what_was_refused_is_not() {
    let (_folder, site) = site_at_noon().await;
    queued(&site, Kind::NewComment).await;
    let first = one(&site).await;
    finish(site.host(), &first, Err(SendFailure::Later("busy".into()))).await.unwrap();
    assert!(claimable(site.host()).await.unwrap().is_empty(), "not at once");
    later(&site, Duration::minutes(1));
    let second = one(&site).await;
    finish(site.host(), &second, Err(SendFailure::Refused("no such mailbox".into()))).await.unwrap();
    later(&site, Duration::days(1));
    assert!(claimable(site.host()).await.unwrap().is_empty());
    assert_eq!(only(&site).await.state, "failed");
}

#[tokio::test]
async fn a_letter_whose_sender_died_is_unknown_and_only_urgent_ones_get_one_more_try() {
    let (_folder, site) = site_at_noon().await;
    for (kind, again) in [(Kind::NewComment, false), (Kind::PasswordReset, true)] {
        queued(&site, kind).await;
        let lost = one(&site).await;
        later(&site, Duration::seconds(26));
        settle_lost(site.host()).await.unwrap();
        assert_eq!(only(&site).await.state, "unknown", "{kind}");
        assert!(claimable(site.host()).await.unwrap().is_empty());
        later(&site, Duration::minutes(20));
        settle_lost(site.host()).await.unwrap();
        let claimed = claimable(site.host()).await.unwrap();
        assert_eq!(claimed.len(), usize::from(again), "{kind}");
        let refused = finish(site.host(), &lost, Ok(String::new())).await;
        assert_eq!(refused.is_err(), again, "the first sender has nothing to say any more");
        if let Some(claimed) = claimed.first() {
            finish(site.host(), claimed, Err(SendFailure::Unknown("cut off".into()))).await.unwrap();
            later(&site, Duration::hours(1));
            settle_lost(site.host()).await.unwrap();
            assert!(claimable(site.host()).await.unwrap().is_empty(), "twice at the most");
        }
    }
}

#[tokio::test]
async fn letters_of_a_deleted_site_wait_until_it_is_restored() {
    let (_folder, site) = site_at_noon().await;
    queued(&site, Kind::PasswordReset).await;
    crate::sites::delete(&site, &Actor::System).await.unwrap();
    assert!(claimable(site.host()).await.unwrap().is_empty(), "not even an urgent one leaves");
    crate::sites::restore(&site, &Actor::System).await.unwrap();
    one(&site).await;
}
