//! Who may bring files in.

use crate::posts::{self, Post};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// Whether `actor` may upload files at all: what is asked before a body is read.
pub fn may_upload(actor: &Actor) -> bool {
    actor.may(Capability::UploadFiles)
}

/// The first line of verbs that make an attachment. What it is attached to must be the actor's to edit.
pub(super) async fn require_upload(site: &Site, actor: &Actor, parent_id: i64) -> Result<Option<Post>> {
    if !may_upload(actor) {
        let refused = "Sorry, you are not allowed to create posts as this user.";
        return Err(Error::forbidden("rest_cannot_create", refused));
    }
    let Some(parent) = parent(site, parent_id).await? else { return Ok(None) };
    let rightful = posts::before_trash(site, &parent).await?;
    if !posts::permissions::may_edit(actor, &rightful) {
        let refused = "Sorry, you are not allowed to upload media to this post.";
        return Err(Error::forbidden("rest_cannot_edit", refused));
    }
    Ok(Some(parent))
}

/// The post that something is attached to. Attachments and revisions carry nothing.
async fn parent(site: &Site, parent_id: i64) -> Result<Option<Post>> {
    if parent_id <= 0 {
        return Ok(None);
    }
    let found = posts::by_id(site, parent_id).await?;
    match found {
        Some(post) if matches!(post.post_type.as_str(), "revision" | "attachment") => {
            Err(Error::invalid("rest_invalid_param", "Invalid parent type."))
        }
        found => Ok(found),
    }
}

/// The first line of verbs that change an attachment.
pub(super) async fn require_edit(site: &Site, actor: &Actor, id: i64) -> Result<Post> {
    let found = posts::by_id(site, id).await?.filter(|post| post.post_type == "attachment");
    let post = found.ok_or_else(|| Error::not_found("rest_post_invalid_id", "Invalid post ID."))?;
    if !posts::permissions::may_edit(actor, &post) {
        return Err(Error::forbidden("rest_cannot_edit", "Sorry, you are not allowed to edit this post."));
    }
    Ok(post)
}
