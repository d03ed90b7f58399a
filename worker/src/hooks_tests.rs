//! Hooks on the embedded database.

use chrono::{DateTime, Duration, TimeZone, Utc};
use cms::posts::{PostDate, PostFields};
use cms::sites::{NewSite, create};
use cms::{Actor, Host, Site, cron, posts};
use platform::{Clock, Config};

use crate::run_claim;

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap()
}

async fn site_at_noon() -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data_dir: folder.path().into(), ..Config::default() };
    let host = Host::open(config, Clock::fixed(noon())).await.unwrap();
    host.migrate().await.unwrap();
    let new = NewSite { url: "http://example.com".into(), title: "Example".into(), admin_email: String::new() };
    let site = create(&host, &Actor::System, new).await.unwrap();
    (folder, site)
}

async fn post(site: &Site, title: &str, date: Option<PostDate>) -> i64 {
    let status = Some("publish".into());
    let fields = PostFields { title: Some(title.into()), status, date, ..PostFields::default() };
    posts::create(site, &Actor::System, "post", fields).await.unwrap().id
}

async fn status(site: &Site, id: i64) -> Option<String> {
    posts::by_id(site, id).await.unwrap().map(|post| post.status)
}

/// Claims what is due and runs it.
async fn run_due(site: &Site) -> usize {
    let claims = cron::claim_due(site.host(), 10).await.unwrap();
    for claim in &claims {
        run_claim(site.host(), claim).await.unwrap();
    }
    claims.len()
}

#[tokio::test]
async fn a_scheduled_post_is_published_at_its_time_and_not_before() {
    let (_folder, site) = site_at_noon().await;
    let tomorrow = noon() + Duration::days(1);
    let id = post(&site, "Later", Some(PostDate::Utc(tomorrow.naive_utc()))).await;
    run_due(&site).await;
    assert_eq!(status(&site, id).await.as_deref(), Some("future"));
    site.host().clock().set(tomorrow);
    run_due(&site).await;
    assert_eq!(status(&site, id).await.as_deref(), Some("publish"));
    let left = cron::events(&site).await.unwrap();
    assert!(left.iter().all(|event| event.hook != posts::PUBLISH_HOOK));
}

#[tokio::test]
async fn an_effect_whose_claim_was_lost_does_not_happen() {
    let (_folder, site) = site_at_noon().await;
    let id = post(&site, "Later", Some(PostDate::Utc((noon() + Duration::hours(1)).naive_utc()))).await;
    site.host().clock().set(noon() + Duration::hours(2));
    let slow = cron::claim_due(site.host(), 10).await.unwrap();
    site.host().clock().set(noon() + Duration::hours(2) + cron::LEASE + Duration::seconds(1));
    let second = cron::claim_due(site.host(), 10).await.unwrap();
    let of_post = |claims: &[cron::Claim]| {
        claims.iter().find(|claim| claim.event.hook == posts::PUBLISH_HOOK).cloned().expect("the post's event")
    };
    let lost = run_claim(site.host(), &of_post(&slow)).await;
    assert_eq!(lost.unwrap_err().code(), "claim_lost");
    assert_eq!(status(&site, id).await.as_deref(), Some("future"), "the slow runner's change was let go");
    run_claim(site.host(), &of_post(&second)).await.unwrap();
    assert_eq!(status(&site, id).await.as_deref(), Some("publish"));
}

#[tokio::test]
async fn the_trash_is_emptied_after_thirty_days() {
    let (_folder, site) = site_at_noon().await;
    let old = post(&site, "Old", None).await;
    posts::trash(&site, &Actor::System, old).await.unwrap();
    site.host().clock().set(noon() + Duration::days(29));
    run_due(&site).await;
    assert_eq!(status(&site, old).await.as_deref(), Some("trash"));
    site.host().clock().set(noon() + Duration::days(31));
    run_due(&site).await;
    assert_eq!(status(&site, old).await, None);
}

#[tokio::test]
async fn a_hook_that_nothing_answers_to_is_over_when_it_ran() {
    let (_folder, site) = site_at_noon().await;
    cron::schedule(&site, &Actor::System, "no_such_hook", &serde_json::json!([]), noon().naive_utc(), None)
        .await
        .unwrap();
    assert_eq!(run_due(&site).await, 2, "this one and the emptying of the trash");
    let runs = cron::history(&site, Some("no_such_hook"), 10).await.unwrap();
    assert_eq!((runs[0].state.as_str(), runs[0].output.as_str()), ("done", "Nothing answers to this hook."));
}
