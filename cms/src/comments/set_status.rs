//! Approves comments, holds them back, and puts them away.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{Comment, Status, entity, meta_entity, permissions};
use crate::audit::Deed;
use crate::{Actor, Change, Error, Result, Site};

/// The meta under which a comment in the trash or in spam remembers what it was.
const FORMER_STATUS: &str = "_wp_trash_meta_status";
/// The meta under which it is kept when it came there, in seconds since 1970.
pub(super) const TIME_KEY: &str = "_wp_trash_meta_time";

/// Gives a comment this state. Trash and spam remember the former one for [`restore`].
pub async fn set_status(site: &Site, actor: &Actor, id: i64, status: Status) -> Result<Comment> {
    permissions::require_edit(site, actor, id).await?;
    let mut change = Change::begin(site).await?;
    let comment = find(&change, site, id).await?;
    if comment.status == status.name() {
        return Ok(comment);
    }
    let puts_away = matches!(status, Status::Trash | Status::Spam);
    if puts_away && matches!(comment.status.as_str(), "approved" | "hold") {
        remember(&change, site, &comment).await?;
    } else if !puts_away {
        forget(&change, site, id).await?;
    }
    if puts_away {
        note(&change, site, id, TIME_KEY, site.host().now().and_utc().timestamp().to_string()).await?;
    }
    let changed = write(&change, comment, status).await?;
    super::count::refresh(&mut change, site.id(), changed.post_id).await?;
    change.notes(Deed::new("change-status", "comment", id).with("status", status.name()));
    change.commit().await?;
    Ok(changed)
}

/// Takes a comment out of the trash or out of spam, back to what it was before.
pub async fn restore(site: &Site, actor: &Actor, id: i64) -> Result<Comment> {
    permissions::require_edit(site, actor, id).await?;
    let former = meta_entity::Entity::find()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::CommentId.eq(id))
        .filter(meta_entity::Column::MetaKey.eq(FORMER_STATUS))
        .one(site.writer())
        .await?;
    let status = former.and_then(|row| row.meta_value.parse().ok()).unwrap_or(Status::Hold);
    set_status(site, actor, id, status).await
}

async fn find(change: &Change, site: &Site, id: i64) -> Result<Comment> {
    let found = entity::Entity::find_by_id((site.id(), id)).one(change.connection()).await?;
    found.ok_or_else(|| Error::not_found("rest_comment_invalid_id", "Invalid comment ID."))
}

async fn write(change: &Change, mut comment: Comment, status: Status) -> Result<Comment> {
    let row = entity::ActiveModel {
        site_id: Set(comment.site_id),
        id: Set(comment.id),
        status: Set(status.name().to_owned()),
        ..Default::default()
    };
    entity::Entity::update(row).exec(change.connection()).await?;
    comment.status = status.name().to_owned();
    Ok(comment)
}

async fn remember(change: &Change, site: &Site, comment: &Comment) -> Result<()> {
    let former = comment.status.parse::<Status>()?;
    note(change, site, comment.id, FORMER_STATUS, former.column().to_owned()).await
}

async fn note(change: &Change, site: &Site, id: i64, key: &str, value: String) -> Result<()> {
    strike(change, site, id, &[key]).await?;
    let row = meta_entity::ActiveModel {
        site_id: Set(site.id()),
        comment_id: Set(id),
        meta_key: Set(key.to_owned()),
        meta_value: Set(value),
        ..Default::default()
    };
    meta_entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    Ok(())
}

async fn forget(change: &Change, site: &Site, id: i64) -> Result<()> {
    strike(change, site, id, &[FORMER_STATUS, TIME_KEY]).await
}

async fn strike(change: &Change, site: &Site, id: i64, keys: &[&str]) -> Result<()> {
    meta_entity::Entity::delete_many()
        .filter(meta_entity::Column::SiteId.eq(site.id()))
        .filter(meta_entity::Column::CommentId.eq(id))
        .filter(meta_entity::Column::MetaKey.is_in(keys.iter().copied()))
        .exec(change.connection())
        .await?;
    Ok(())
}
