//! The trash, as WordPress's `wp_trash_post` and `wp_untrash_post` have it.

use chrono::Duration;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};
use serde_json::{Value, json};

use super::{Post, PostFields, entity, kinds, lookup, meta, permissions, revisions, save, schedule, slug, stale};
use crate::{Actor, CacheTag, Change, Error, Result, Site, terms};

/// Where the status is kept that a post had before.
pub(super) const STATUS_KEY: &str = "_wp_trash_meta_status";
/// Where the time is kept when it went to the trash, in seconds since 1970.
const TIME_KEY: &str = "_wp_trash_meta_time";
/// Where the slug is kept that it had before.
const SLUG_KEY: &str = "_wp_desired_post_slug";
/// Where the statuses of its comments are kept, as JSON of id → status.
const COMMENTS_KEY: &str = "_wp_trash_meta_comments_status";
/// What is added to a slug, so that another post may have it.
const SUFFIX: &str = "__trashed";

/// Puts a post into the trash; its comments go with it, its slug is free, and it stays on top of nothing. Where no version
/// of it was kept yet, one is.
pub async fn trash(site: &Site, actor: &Actor, id: i64) -> Result<Post> {
    let before = lookup::required(site, id).await?;
    permissions::require_delete(actor, &before)?;
    if before.status == "trash" {
        return Err(Error::invalid("rest_already_trashed", "The post has already been deleted."));
    }
    if !kinds::has_trash(&before.post_type) {
        let message = "The post does not support trashing. Set 'force=true' to delete.";
        return Err(Error::invalid("rest_trash_not_supported", message));
    }
    let now = site.host().now();
    let revision_id = revisions::next_id(site, &before).await?;
    let mut change = Change::begin(site).await?;
    let slug =
        if before.slug.ends_with(SUFFIX) { before.slug.clone() } else { set_slug_aside(&change, &before).await? };
    let (modified, modified_gmt) = (site.settings().to_local(now), now);
    let post = Post { status: "trash".into(), slug, modified, modified_gmt, sticky: false, ..before.clone() };
    let (connection, time) = (change.connection(), now.and_utc().timestamp().to_string());
    meta::write(connection, site.id(), id, STATUS_KEY, Some(&before.status)).await?;
    meta::write(connection, site.id(), id, TIME_KEY, Some(&time)).await?;
    hide_comments(&change, id, site.id()).await?;
    save::write(&change, post.clone()).await?;
    revisions::keep(&change, site, actor, &post, revision_id).await?;
    schedule::follow(&change, site, &post, Some(&before)).await?;
    let touched = terms::ids_of_post(change.connection(), site.id(), id).await?;
    terms::recount(&mut change, site.id(), &touched.into_iter().collect()).await?;
    stale::after(&mut change, site, &post, Some(&before));
    stale_comments(&mut change, id);
    change.notes(save::deed("trash", &post));
    change.commit().await?;
    Ok(post)
}

/// Takes a post out of the trash: as a draft, or (attachments) as it was.
pub async fn untrash(site: &Site, actor: &Actor, id: i64) -> Result<Post> {
    let before = lookup::required(site, id).await?;
    let as_it_was = lookup::before_trash(site, &before).await?;
    permissions::require_delete(actor, &as_it_was)?;
    if before.status != "trash" {
        return Err(Error::invalid("rest_post_not_trashed", "The post is not in the trash."));
    }
    let status = if before.post_type == "attachment" { as_it_was.status } else { "draft".into() };
    save::update(site, actor, id, PostFields { status: Some(status), ..PostFields::default() }).await
}

/// Posts that have been in the trash for longer than `age`, oldest first, at most `how_many`.
pub async fn in_trash_since(site: &Site, age: Duration, how_many: usize) -> Result<Vec<i64>> {
    let before = (site.host().now() - age).and_utc().timestamp();
    let trashed = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Status.eq("trash"))
        .order_by_asc(entity::Column::ModifiedGmt)
        .all(site.writer())
        .await?;
    let mut old = Vec::new();
    for post in trashed {
        let time = meta::read(site.writer(), site.id(), post.id, TIME_KEY).await?;
        // WordPress never deletes what does not say when it came into the trash.
        if old.len() < how_many && time.and_then(|time| time.parse::<i64>().ok()).is_some_and(|time| time < before) {
            old.push(post.id);
        }
    }
    Ok(old)
}

async fn set_slug_aside(change: &Change, post: &Post) -> Result<String> {
    if post.slug.is_empty() {
        return Ok(String::new());
    }
    meta::write(change.connection(), post.site_id, post.id, SLUG_KEY, Some(&post.slug)).await?;
    Ok(format!("{}{SUFFIX}", slug::truncated(&post.slug, 191)))
}

/// The slug that a post had before it went to the trash.
pub(super) async fn desired_slug(change: &Change, before: &Post) -> Result<Option<String>> {
    if before.status != "trash" {
        return Ok(None);
    }
    meta::read(change.connection(), before.site_id, before.id, SLUG_KEY).await
}

/// Clears what the trash knew of a post that leaves it, and brings its comments back.
pub(super) async fn leave(change: &Change, post: &Post, before: &Post) -> Result<()> {
    if before.status != "trash" || post.status == "trash" {
        return Ok(());
    }
    show_comments(change, post.id, post.site_id).await?;
    for key in [STATUS_KEY, TIME_KEY, SLUG_KEY, COMMENTS_KEY] {
        meta::write(change.connection(), post.site_id, post.id, key, None).await?;
    }
    Ok(())
}

fn stale_comments(change: &mut Change, id: i64) {
    change.makes_stale(CacheTag::Comments(id));
    change.makes_stale(CacheTag::AllComments);
}

/// WordPress's `wp_trash_post_comments`. Comments are reached by statement: their slice knows posts, not the other way.
async fn hide_comments(change: &Change, post_id: i64, site_id: i64) -> Result<()> {
    let sql = "SELECT id, status FROM comments WHERE site_id = $1 AND post_id = $2";
    let rows = change.connection().query_all_raw(statement(change, sql, vec![site_id.into(), post_id.into()])).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut statuses = serde_json::Map::new();
    for row in rows {
        statuses.insert(row.try_get::<i64>("", "id")?.to_string(), json!(row.try_get::<String>("", "status")?));
    }
    let kept = Value::Object(statuses).to_string();
    meta::write(change.connection(), site_id, post_id, COMMENTS_KEY, Some(&kept)).await?;
    let sql = "UPDATE comments SET status = 'post-trashed' WHERE site_id = $1 AND post_id = $2";
    change.connection().execute_raw(statement(change, sql, vec![site_id.into(), post_id.into()])).await?;
    Ok(())
}

async fn show_comments(change: &Change, post_id: i64, site_id: i64) -> Result<()> {
    let kept = meta::read(change.connection(), site_id, post_id, COMMENTS_KEY).await?;
    let Some(Value::Object(statuses)) = kept.and_then(|text| serde_json::from_str(&text).ok()) else { return Ok(()) };
    let sql = "UPDATE comments SET status = $3 WHERE site_id = $1 AND id = $2 AND status = 'post-trashed'";
    for (id, status) in statuses {
        let (Ok(id), Some(status)) = (id.parse::<i64>(), status.as_str()) else { continue };
        let values = vec![site_id.into(), id.into(), status.into()];
        change.connection().execute_raw(statement(change, sql, values)).await?;
    }
    Ok(())
}

fn statement(change: &Change, sql: &str, values: Vec<sea_orm::Value>) -> Statement {
    Statement::from_sql_and_values(change.connection().get_database_backend(), sql, values)
}
