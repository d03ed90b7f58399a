//! Who may do what with comments (`map_meta_cap`'s `edit_comment`).

use super::{Comment, queries};
use crate::posts::{self, Post};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// Whoever may edit the post of a comment may edit the comment; moderators may always.
pub async fn require_edit(site: &Site, actor: &Actor, id: i64) -> Result<Comment> {
    let comment = queries::by_id(site, id).await?;
    let comment = comment.ok_or_else(|| Error::not_found("rest_comment_invalid_id", "Invalid comment ID."))?;
    let allowed = actor.may(Capability::ModerateComments)
        || posts::by_id(site, comment.post_id).await?.is_some_and(|post| may_edit_post(actor, &post));
    allowed
        .then_some(comment)
        .ok_or_else(|| Error::forbidden("rest_cannot_edit", "Sorry, you are not allowed to edit this comment."))
}

/// A post's own author with the right to edit published posts, or somebody who may edit others'.
fn may_edit_post(actor: &Actor, post: &Post) -> bool {
    if actor.is_signed_in() && actor.user_id() == post.author_id {
        let published = matches!(post.status.as_str(), "publish" | "private" | "future");
        return actor.may(if published { Capability::EditPublishedPosts } else { Capability::EditPosts });
    }
    actor.may(Capability::EditOthersPosts)
}
