//! Removes comments for good.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Comment, entity, note, permissions};
use crate::audit::Deed;
use crate::{Actor, Change, Result, Site};

/// Removes a comment and its meta; answers to it move up to what it answered (`wp_delete_comment` with force), but for
/// those to an editor's note, which go with it.
pub async fn delete(site: &Site, actor: &Actor, id: i64) -> Result<Comment> {
    let comment = permissions::require_edit(site, actor, id).await?;
    let mut change = Change::begin(site).await?;
    for answer in note::answers_to(&change, &comment).await? {
        entity::Entity::delete_by_id((site.id(), answer.id)).exec(change.connection()).await?;
    }
    entity::Entity::update_many()
        .col_expr(entity::Column::ParentId, comment.parent_id.into())
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::ParentId.eq(id))
        .exec(change.connection())
        .await?;
    entity::Entity::delete_by_id((site.id(), id)).exec(change.connection()).await?;
    super::count::refresh(&mut change, site.id(), comment.post_id).await?;
    change.notes(Deed::new("delete", "comment", id).with("post", comment.post_id));
    change.commit().await?;
    Ok(comment)
}
