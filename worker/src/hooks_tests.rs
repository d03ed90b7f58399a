//! Hooks on the embedded database.

use std::sync::Arc;

use chrono::{DateTime, Duration, TimeZone, Utc};
use cms::comments::{self, NewComment, Status};
use cms::cron::{Appetite, Claim};
use cms::posts::{PostDate, PostFields};
use cms::sites::{NewSite, create};
use cms::{Actor, Host, Site, cron, posts};
use platform::{Clock, Config};
use serde_json::json;

use crate::{Hooks, run_now};

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

/// Runs what is due; gives how many events that were.
async fn run_due(site: &Site) -> usize {
    let now = site.host().now();
    let due = cron::events(site).await.unwrap().into_iter().filter(|event| event.next_run <= now);
    let ids: Vec<i64> = due.map(|event| event.id).collect();
    let ran = run_now(site, &Hooks::standard(), &ids).await.unwrap();
    assert!(ran.iter().all(|one| one.error.is_none()), "{ran:?}");
    ran.len()
}

async fn claim(site: &Site) -> (String, Vec<Claim>) {
    let runner = cron::enter(site.host(), 10).await.unwrap();
    let appetite = Appetite { free: 10, per_site: 10, ..Appetite::default() };
    let claims = cron::claim_due(site.host(), &runner, &appetite).await.unwrap();
    (runner, claims)
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
    let (slow_runner, slow) = claim(&site).await;
    cron::leave(site.host(), &slow_runner).await.unwrap();
    cron::Sweeper::new(std::time::Duration::from_secs(9)).sweep(site.host()).await.unwrap();
    let (_, second) = claim(&site).await;
    let of_post = |claims: Vec<Claim>| {
        Arc::new(claims.into_iter().find(|claim| claim.event.hook == posts::PUBLISH_HOOK).expect("the post's event"))
    };
    let lost = Hooks::standard().run(site.host(), of_post(slow)).await;
    assert_eq!(lost.unwrap_err().code(), "claim_lost");
    assert_eq!(status(&site, id).await.as_deref(), Some("future"), "the slow runner's change was let go");
    Hooks::standard().run(site.host(), of_post(second)).await.unwrap();
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
async fn comments_in_the_trash_and_drafts_never_saved_go_in_their_time() {
    let (_folder, site) = site_at_noon().await;
    let talked_about = post(&site, "Talked about", None).await;
    let new = NewComment {
        post_id: talked_about,
        author_name: "Ann".into(),
        author_email: "ann@example.org".into(),
        content: "A word".into(),
        ..NewComment::default()
    };
    let comment = comments::submit(&site, &Actor::System, new).await.unwrap().id;
    comments::set_status(&site, &Actor::System, comment, Status::Trash).await.unwrap();
    let opened = PostFields { status: Some("auto-draft".into()), ..PostFields::default() };
    let opened = posts::create(&site, &Actor::System, "post", opened).await.unwrap().id;
    let is_there = || async { comments::by_id(&site, comment).await.unwrap().is_some() };
    for (days, draft, in_trash) in [(6, true, true), (8, false, true), (29, false, true), (31, false, false)] {
        site.host().clock().set(noon() + Duration::days(days));
        run_due(&site).await;
        assert_eq!(status(&site, opened).await.is_some(), draft, "the draft after {days} days");
        assert_eq!(is_there().await, in_trash, "the comment after {days} days");
    }
    assert!(status(&site, talked_about).await.is_some());
}

#[tokio::test]
async fn arguments_that_cannot_be_used_make_a_dead_letter_at_once() {
    let (_folder, site) = site_at_noon().await;
    let due = noon().naive_utc();
    cron::schedule(&site, &Actor::System, posts::PUBLISH_HOOK, &json!(["seven"]), due, None).await.unwrap();
    let event = cron::events(&site).await.unwrap().into_iter().find(|event| event.hook == posts::PUBLISH_HOOK);
    let ran = run_now(&site, &Hooks::standard(), &[event.unwrap().id]).await.unwrap();
    assert!(ran[0].error.as_deref().unwrap().contains("arguments cannot be used"), "{ran:?}");
    assert_eq!(cron::dead_letters(&site).await.unwrap().len(), 1);
}
