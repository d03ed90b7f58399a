//! What is noted for search engines, and what is not.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{Engine, change_entity, enable, list, tell};
use crate::posts::{self, PostFields};
use crate::{Actor, Site, cron, fixture, settings};

async fn noted(site: &Site) -> usize {
    let rows = change_entity::Entity::find().filter(change_entity::Column::SiteId.eq(site.id()));
    rows.all(site.writer()).await.unwrap().len()
}

async fn publish(site: &Site, title: &str) -> i64 {
    let fields = PostFields { title: Some(title.into()), status: Some("publish".into()), ..PostFields::default() };
    posts::create(site, &Actor::System, "post", fields).await.unwrap().id
}

#[tokio::test]
async fn nothing_is_noted_for_sites_that_want_no_engine_told_or_ask_not_to_be_indexed() {
    let (_folder, site) = fixture::site().await;
    publish(&site, "One").await;
    assert_eq!(noted(&site).await, 0);
    enable(&site, &Actor::System, Engine::IndexNow, None).await.unwrap();
    settings::update(&site, &Actor::System, "blog_public", &json!(0)).await.unwrap();
    let site = fixture::again(&site).await;
    publish(&site, "Two").await;
    assert_eq!(noted(&site).await, 0);
    let states = list(&site, &Actor::System).await.unwrap();
    assert!(states[0].silent.contains("not to be indexed"));
}

#[tokio::test]
async fn many_changes_of_a_post_are_one_and_one_event_tells_of_all() {
    let (_folder, site) = fixture::site().await;
    enable(&site, &Actor::System, Engine::IndexNow, None).await.unwrap();
    let site = fixture::again(&site).await;
    let before = noted(&site).await;
    let id = publish(&site, "One").await;
    for title in ["Two", "Three"] {
        let fields = PostFields { title: Some(title.into()), ..PostFields::default() };
        posts::update(&site, &Actor::System, id, fields).await.unwrap();
    }
    // The post and perhaps its revisions, which are no addresses.
    assert!(noted(&site).await > before);
    let events = cron::events(&site).await.unwrap();
    assert_eq!(events.iter().filter(|event| event.hook == super::TELL_SEARCH_ENGINES).count(), 1);
}

#[tokio::test]
async fn a_draft_is_told_to_nobody_and_forgotten() {
    let (_folder, site) = fixture::site().await;
    enable(&site, &Actor::System, Engine::IndexNow, None).await.unwrap();
    let site = fixture::again(&site).await;
    let fields = PostFields { title: Some("Draft".into()), status: Some("draft".into()), ..PostFields::default() };
    posts::create(&site, &Actor::System, "post", fields).await.unwrap();
    let told = tell(&site, &Actor::System).await.unwrap();
    assert_eq!((told.addresses, noted(&site).await), (0, 0));
}
