//! Approves comments, holds them back, and puts them away.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{Comment, Status, entity, meta, meta_entity, note, permissions};
use crate::audit::Deed;
use crate::{Actor, Change, Error, Result, Site};

/// The meta under which a comment in the trash or in spam remembers what it was.
const FORMER_STATUS: &str = "_wp_trash_meta_status";
/// The meta under which it is kept when it came there, in seconds since 1970.
pub(super) const TIME_KEY: &str = "_wp_trash_meta_time";

/// Gives a comment this state. Trash and spam remember the former one for [`restore`]. The answers to an editor's note go
/// into the trash with it.
pub async fn set_status(site: &Site, actor: &Actor, id: i64, status: Status) -> Result<Comment> {
    permissions::require_edit(site, actor, id).await?;
    let mut change = Change::begin(site).await?;
    let comment = find(&change, site, id).await?;
    if comment.status == status.name() {
        return Ok(comment);
    }
    if status == Status::Trash {
        for answer in note::answers_to(&change, &comment).await? {
            give(&change, site, answer, status).await?;
        }
    }
    let changed = give(&change, site, comment, status).await?;
    super::count::refresh(&mut change, site.id(), changed.post_id).await?;
    change.notes(Deed::new("change-status", "comment", id).with("status", status.name()));
    change.commit().await?;
    Ok(changed)
}

async fn give(change: &Change, site: &Site, comment: Comment, status: Status) -> Result<Comment> {
    let puts_away = matches!(status, Status::Trash | Status::Spam);
    if puts_away && matches!(comment.status.as_str(), "approved" | "hold") {
        remember(change, site, &comment).await?;
    } else if !puts_away {
        forget(change, site, comment.id).await?;
    }
    if puts_away {
        let now = site.host().now().and_utc().timestamp().to_string();
        meta::write(change, site, comment.id, TIME_KEY, Some(&now)).await?;
    }
    write(change, comment, status).await
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
    meta::write(change, site, comment.id, FORMER_STATUS, Some(former.column())).await
}

async fn forget(change: &Change, site: &Site, id: i64) -> Result<()> {
    meta::strike(change, site, id, &[FORMER_STATUS, TIME_KEY]).await
}
