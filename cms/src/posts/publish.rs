//! Publishes posts: at once, or when their time has come.

use chrono::NaiveDateTime;
use sea_orm::EntityTrait;

use super::{NewItems, Post, PostFields, entity, join_menus, save, schedule, stale};
use crate::{Actor, Change, Result, Site, terms};

/// Publishes a post now (`wp_publish_post`); one with a date to come is scheduled.
pub async fn publish(site: &Site, actor: &Actor, id: i64) -> Result<Post> {
    save::update(site, actor, id, PostFields { status: Some("publish".into()), ..PostFields::default() }).await
}

/// Publishes a scheduled post in an open change, when its time has come (`check_and_publish_future_post`). One whose
/// time was moved is scheduled again; one that is not scheduled any more is left alone. `now` is the time by which it
/// was found due, `items` are numbers for the items of the menus that it may join.
pub async fn publish_when_due(
    change: &mut Change,
    site: &Site,
    id: i64,
    now: NaiveDateTime,
    items: &NewItems,
) -> Result<()> {
    let found = entity::Entity::find_by_id((site.id(), id)).one(change.connection()).await?;
    let Some(before) = found.filter(|post| post.status == "future") else { return Ok(()) };
    if before.date_gmt.is_some_and(|due| due > now) {
        return schedule::follow(change, site, &before, None).await;
    }
    let post = Post { status: "publish".into(), ..before.clone() };
    save::write(change, post.clone()).await?;
    let touched = terms::ids_of_post(change.connection(), site.id(), id).await?;
    terms::recount(change, site.id(), &touched.into_iter().collect()).await?;
    schedule::tell_members(change, site, &post, Some(&before)).await?;
    join_menus::join(change, site, &post, Some(&before), items).await?;
    change.notes(save::deed("publish", &post));
    stale::after(change, site, &post, Some(&before));
    Ok(())
}
