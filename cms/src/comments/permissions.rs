//! Who may do what with comments (`map_meta_cap`'s `edit_comment`).

use super::{Comment, queries};
use crate::posts;
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// Whoever may edit the post of a comment may edit the comment; moderators may always.
pub async fn require_edit(site: &Site, actor: &Actor, id: i64) -> Result<Comment> {
    let comment = queries::by_id(site, id).await?;
    let comment = comment.ok_or_else(|| Error::not_found("rest_comment_invalid_id", "Invalid comment ID."))?;
    let allowed = actor.may(Capability::ModerateComments)
        || posts::by_id(site, comment.post_id).await?.is_some_and(|post| posts::permissions::may_edit(actor, &post));
    allowed
        .then_some(comment)
        .ok_or_else(|| Error::forbidden("rest_cannot_edit", "Sorry, you are not allowed to edit this comment."))
}
