//! The row that a new comment becomes.

use sea_orm::{EntityTrait, Set};

use super::{Comment, NewComment, Status, entity};
use crate::sites::{self, Kind};
use crate::{Actor, Change, Result, Site};

/// The row of a comment that was checked and cleaned, with a number of its own.
pub(super) async fn made_of(
    site: &Site,
    actor: &Actor,
    new: NewComment,
    status: Status,
    comment_type: &str,
) -> Result<Comment> {
    let id = sites::next(site, Kind::Comments).await?;
    let now = new.date_gmt.unwrap_or_else(|| site.host().now());
    Ok(Comment {
        site_id: site.id(),
        id,
        post_id: new.post_id,
        parent_id: new.parent_id,
        user_id: new.written_for.unwrap_or(actor.user_id()),
        author_name: new.author_name,
        author_email: new.author_email,
        author_url: new.author_url,
        author_ip: new.author_ip,
        user_agent: new.user_agent,
        date: site.settings().to_local(now),
        date_gmt: now,
        content: new.content,
        status: status.name().to_owned(),
        comment_type: comment_type.to_owned(),
        karma: 0,
    })
}

/// Stores it.
pub(super) async fn insert(change: &Change, comment: &Comment) -> Result<()> {
    let mut row = entity::ActiveModel::from(comment.clone());
    row.id = Set(comment.id);
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    Ok(())
}
