//! Events from their scheduling to their acknowledgement.

use chrono::{Duration, TimeZone, Utc};
use platform::Clock;
use sea_orm::EntityTrait;
use serde_json::json;

use super::*;
use crate::{Actor, Change, Site, fixture};

fn noon() -> chrono::DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap()
}

/// A site whose clock stands at noon, without the events that every site has.
async fn site_at_noon() -> (tempfile::TempDir, Site) {
    let (folder, site) = fixture::site_at(Clock::fixed(noon())).await;
    unschedule_hook(&site, &Actor::System, EMPTY_TRASH).await.unwrap();
    (folder, site)
}

async fn acknowledge(site: &Site, claim: &Claim) -> crate::Result<()> {
    let change = Change::begin(site).await?;
    finish(&change, site.host(), claim, "").await?;
    change.commit().await
}

#[tokio::test]
async fn an_event_is_claimed_once_and_gone_when_it_is_done() {
    let (_folder, site) = site_at_noon().await;
    let due = noon().naive_utc();
    schedule(&site, &Actor::System, "hook", &json!([1]), due, None).await.unwrap();
    let claims = claim_due(site.host(), 10).await.unwrap();
    assert_eq!(claims.len(), 1);
    assert!(claim_due(site.host(), 10).await.unwrap().is_empty(), "somebody has it");
    acknowledge(&site, &claims[0]).await.unwrap();
    assert!(events(&site).await.unwrap().is_empty());
    let runs = run_entity::Entity::find().all(site.writer()).await.unwrap();
    assert_eq!((runs.len(), runs[0].state.as_str()), (1, "done"));
}

#[tokio::test]
async fn an_event_of_tomorrow_waits() {
    let (_folder, site) = site_at_noon().await;
    let tomorrow = noon().naive_utc() + Duration::days(1);
    schedule(&site, &Actor::System, "hook", &json!([]), tomorrow, None).await.unwrap();
    assert!(claim_due(site.host(), 10).await.unwrap().is_empty());
    site.host().clock().set(noon() + Duration::days(1));
    assert_eq!(claim_due(site.host(), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_recurring_event_has_its_next_turn() {
    let (_folder, site) = site_at_noon().await;
    let due = noon().naive_utc();
    schedule(&site, &Actor::System, "hook", &json!([]), due, Some(Recurrence::Hourly)).await.unwrap();
    let claims = claim_due(site.host(), 10).await.unwrap();
    acknowledge(&site, &claims[0]).await.unwrap();
    assert_eq!(events(&site).await.unwrap()[0].next_run, due + Duration::hours(1));
}

#[tokio::test]
async fn an_event_of_a_dead_runner_is_claimed_anew_and_the_dead_one_is_refused() {
    let (_folder, site) = site_at_noon().await;
    schedule(&site, &Actor::System, "hook", &json!([]), noon().naive_utc(), None).await.unwrap();
    let dead = claim_due(site.host(), 10).await.unwrap();
    site.host().clock().set(noon() + LEASE + Duration::seconds(1));
    let second = claim_due(site.host(), 10).await.unwrap();
    assert_eq!(second.len(), 1);
    assert_eq!(acknowledge(&site, &dead[0]).await.unwrap_err().code(), "claim_lost");
    acknowledge(&site, &second[0]).await.unwrap();
}

#[tokio::test]
async fn what_fails_is_tried_again_later_and_not_for_ever() {
    let (_folder, site) = site_at_noon().await;
    schedule(&site, &Actor::System, "hook", &json!([]), noon().naive_utc(), None).await.unwrap();
    for attempt in 1..=5 {
        site.host().clock().set(noon() + Duration::hours(attempt));
        let claims = claim_due(site.host(), 10).await.unwrap();
        assert_eq!(claims[0].attempt, attempt);
        fail(site.host(), &claims[0], "no luck").await.unwrap();
    }
    site.host().clock().set(noon() + Duration::days(9));
    assert!(claim_due(site.host(), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_same_hook_with_the_same_arguments_is_one_event() {
    let (_folder, site) = site_at_noon().await;
    let due = noon().naive_utc();
    for days in [1, 2] {
        schedule(&site, &Actor::System, "hook", &json!([7]), due + Duration::days(days), None).await.unwrap();
    }
    let found = events(&site).await.unwrap();
    assert_eq!((found.len(), found[0].next_run), (1, due + Duration::days(2)));
    assert_eq!(unschedule_hook(&site, &Actor::System, "hook").await.unwrap(), 1);
}
