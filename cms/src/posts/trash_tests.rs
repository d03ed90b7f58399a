//! Posts into the trash, out of it, and gone.

use chrono::{Duration, TimeZone, Utc};
use platform::Clock;
use sea_orm::EntityTrait;

use super::*;
use crate::users::Role;
use crate::{Actor, Site, departures, fixture, settings, terms, users};

async fn post(site: &Site, title: &str) -> Post {
    let fields = PostFields { title: Some(title.into()), status: Some("publish".into()), ..PostFields::default() };
    create(site, &Actor::System, "post", fields).await.unwrap()
}

async fn comment_on(site: &Site, post_id: i64) {
    let now = site.host().now();
    let row = crate::comments::entity::Model {
        site_id: site.id(),
        id: 1,
        post_id,
        parent_id: 0,
        user_id: 0,
        author_name: "A".into(),
        author_email: String::new(),
        author_url: String::new(),
        author_ip: String::new(),
        user_agent: String::new(),
        date: now,
        date_gmt: now,
        content: "Hello".into(),
        status: "approved".into(),
        comment_type: "comment".into(),
        karma: 0,
    };
    let row = crate::comments::entity::ActiveModel::from(row);
    crate::comments::entity::Entity::insert(row).exec_without_returning(site.writer()).await.unwrap();
}

async fn comment_status(site: &Site) -> String {
    crate::comments::entity::Entity::find().one(site.writer()).await.unwrap().unwrap().status
}

#[tokio::test]
async fn the_trash_frees_the_slug_and_gives_it_back() {
    let (_folder, site) = fixture::site().await;
    let first = post(&site, "Hello").await;
    comment_on(&site, first.id).await;
    let trashed = trash(&site, &Actor::System, first.id).await.unwrap();
    assert_eq!((trashed.status.as_str(), trashed.slug.as_str()), ("trash", "hello__trashed"));
    assert_eq!(comment_status(&site).await, "post-trashed");
    assert_eq!(terms::by_id(&site, 1).await.unwrap().unwrap().count, 0);
    let again = trash(&site, &Actor::System, first.id).await;
    assert_eq!(again.unwrap_err().code(), "rest_already_trashed");
    let back = untrash(&site, &Actor::System, first.id).await.unwrap();
    assert_eq!((back.status.as_str(), back.slug.as_str()), ("draft", "hello"));
    assert_eq!(comment_status(&site).await, "approved");
    assert!(meta_of(&site, first.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_trashed_post_whose_slug_was_taken_comes_back_with_a_number() {
    let (_folder, site) = fixture::site().await;
    let first = post(&site, "Hello").await;
    trash(&site, &Actor::System, first.id).await.unwrap();
    assert_eq!(post(&site, "Hello").await.slug, "hello");
    untrash(&site, &Actor::System, first.id).await.unwrap();
    assert_eq!(publish(&site, &Actor::System, first.id).await.unwrap().slug, "hello-2");
}

#[tokio::test]
async fn a_contributor_may_not_bring_back_what_was_published() {
    let (_folder, site) = fixture::site().await;
    let carl = fixture::person(&site, "carl", Role::Contributor).await;
    let draft = PostFields { title: Some("Draft".into()), ..PostFields::default() };
    let draft = create(&site, &carl, "post", draft).await.unwrap();
    trash(&site, &carl, draft.id).await.unwrap();
    untrash(&site, &carl, draft.id).await.unwrap();
    publish(&site, &Actor::System, draft.id).await.unwrap();
    trash(&site, &Actor::System, draft.id).await.unwrap();
    assert_eq!(untrash(&site, &carl, draft.id).await.unwrap_err().code(), "rest_cannot_delete");
}

#[tokio::test]
async fn what_hangs_on_a_post_goes_with_it() {
    let (_folder, site) = fixture::site().await;
    let first = post(&site, "Hello").await;
    comment_on(&site, first.id).await;
    let changed = PostFields { title: Some("Changed".into()), slug: Some("changed".into()), ..Default::default() };
    update(&site, &Actor::System, first.id, changed).await.unwrap();
    delete(&site, &Actor::System, first.id).await.unwrap();
    assert!(entity::Entity::find().all(site.writer()).await.unwrap().is_empty(), "revisions too");
    assert!(crate::comments::entity::Entity::find().all(site.writer()).await.unwrap().is_empty());
    assert!(crate::redirects::entity::Entity::find().all(site.writer()).await.unwrap().is_empty());
    assert_eq!(terms::by_id(&site, 1).await.unwrap().unwrap().count, 0);
    let gone = delete(&site, &Actor::System, first.id).await;
    assert_eq!(gone.unwrap_err().code(), "rest_post_invalid_id");
}

#[tokio::test]
async fn a_front_page_that_is_deleted_gives_way_to_the_blog() {
    let (_folder, site) = fixture::site().await;
    let fields = PostFields { title: Some("Home".into()), status: Some("publish".into()), ..PostFields::default() };
    let home = create(&site, &Actor::System, "page", fields.clone()).await.unwrap();
    let below = PostFields { parent_id: Some(home.id), ..fields };
    let below = create(&site, &Actor::System, "page", below).await.unwrap();
    settings::update(&site, &Actor::System, "show_on_front", &"page".into()).await.unwrap();
    settings::update(&site, &Actor::System, "page_on_front", &home.id.into()).await.unwrap();
    let site = fixture::again(&site).await;
    delete(&site, &Actor::System, home.id).await.unwrap();
    let site = fixture::again(&site).await;
    assert_eq!((site.settings().text("show_on_front").as_str(), site.settings().number("page_on_front")), ("posts", 0));
    assert_eq!(by_id(&site, below.id).await.unwrap().unwrap().parent_id, 0);
}

#[tokio::test]
async fn what_is_long_in_the_trash_is_named() {
    let noon = Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap();
    let (_folder, site) = fixture::site_at(Clock::fixed(noon)).await;
    let old = post(&site, "Old").await;
    let fresh = post(&site, "Fresh").await;
    trash(&site, &Actor::System, old.id).await.unwrap();
    site.host().clock().set(noon + Duration::days(31));
    trash(&site, &Actor::System, fresh.id).await.unwrap();
    assert_eq!(in_trash_since(&site, Duration::days(30), 100).await.unwrap(), [old.id]);
}

#[tokio::test]
async fn what_somebody_wrote_goes_to_the_heir_or_into_the_trash() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    let bob = fixture::person(&site, "bob", Role::Author).await;
    let fields = PostFields { title: Some("Mine".into()), status: Some("publish".into()), ..PostFields::default() };
    let of_ann = create(&site, &ann, "post", fields.clone()).await.unwrap();
    departures::remove(&site, &Actor::System, ann.user_id(), Some(bob.user_id())).await.unwrap();
    assert_eq!(by_id(&site, of_ann.id).await.unwrap().unwrap().author_id, bob.user_id());
    assert!(users::by_id(site.host(), ann.user_id()).await.unwrap().is_none());
    assert_eq!(
        departures::remove(&site, &bob, ann.user_id(), None).await.unwrap_err().code(),
        "rest_forbidden",
        "an author sends nobody away"
    );
    departures::remove(&site, &Actor::System, bob.user_id(), None).await.unwrap();
    assert_eq!(by_id(&site, of_ann.id).await.unwrap().unwrap().status, "trash");
}
