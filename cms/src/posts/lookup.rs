//! Posts as verbs see them: from the connection that takes changes.

use sea_orm::EntityTrait;

use super::{Post, entity, meta};
use crate::{Error, Result, Site};

/// The post; an error in WordPress's words where there is none.
pub(super) async fn required(site: &Site, id: i64) -> Result<Post> {
    let found = entity::Entity::find_by_id((site.id(), id)).one(site.writer()).await?;
    found.ok_or_else(|| Error::not_found("rest_post_invalid_id", "Invalid post ID."))
}

/// The post with the status that it had before it went to the trash; any other as it is. Whether somebody may touch what
/// is in the trash rests on that.
pub async fn before_trash(site: &Site, post: &Post) -> Result<Post> {
    if post.status != "trash" {
        return Ok(post.clone());
    }
    let status = meta::read(site.writer(), site.id(), post.id, super::trash::STATUS_KEY).await?;
    Ok(Post { status: status.unwrap_or_else(|| "draft".into()), ..post.clone() })
}
