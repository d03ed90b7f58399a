//! Who may do what with a post: WordPress's `map_meta_cap` for `read_post`, `edit_post`, `delete_post`, `publish_post`.

use super::{Post, PostFields, kinds};
use crate::{Actor, Error, Result};

/// Whether `actor` may change the post. A revision asks its parent: pass that. What is in the trash counts as published,
/// for it may have been; [`super::before_trash`] knows better.
pub fn may_edit(actor: &Actor, post: &Post) -> bool {
    may_edit_as(actor, &post.post_type, &post.status, post.author_id)
}

/// The same of a post of this type and status, by this author.
pub fn may_edit_as(actor: &Actor, post_type: &str, status: &str, author_id: i64) -> bool {
    let needs = kinds::capabilities(post_type);
    let own = is_by(actor, author_id);
    let of_status = match status {
        "publish" | "future" | "trash" => Some(needs.edit_published),
        "private" if !own => Some(needs.edit_private),
        _ => None,
    };
    let of_author = if own { needs.edit } else { needs.edit_others };
    match of_status {
        Some(capability) if own => actor.may(capability),
        Some(capability) => actor.may(of_author) && actor.may(capability),
        None => actor.may(of_author),
    }
}

/// Whether `actor` may delete the post or put it into the trash.
pub fn may_delete(actor: &Actor, post: &Post) -> bool {
    let needs = kinds::capabilities(&post.post_type);
    let own = is_own(actor, post);
    match post.status.as_str() {
        "publish" | "future" | "trash" if own => actor.may(needs.delete_published),
        "publish" | "future" | "trash" => actor.may(needs.delete_others) && actor.may(needs.delete_published),
        "private" if !own => actor.may(needs.delete_others) && actor.may(needs.delete_private),
        _ if own => actor.may(needs.delete),
        _ => actor.may(needs.delete_others),
    }
}

/// Whether `actor` may read the post at all (its password is another matter). What inherits asks its parent: pass that.
pub fn may_read(actor: &Actor, post: &Post) -> bool {
    match post.status.as_str() {
        "publish" | "inherit" => true,
        "private" => is_own(actor, post) || actor.may(kinds::capabilities(&post.post_type).read_private),
        _ => may_edit(actor, post),
    }
}

/// Whether `actor` may change posts of this type at all.
pub fn may_edit_any(actor: &Actor, post_type: &str) -> bool {
    actor.may(kinds::capabilities(post_type).edit)
}

/// Whether `actor` may publish posts of this type.
pub fn may_publish(actor: &Actor, post_type: &str) -> bool {
    actor.may(kinds::capabilities(post_type).publish)
}

fn is_own(actor: &Actor, post: &Post) -> bool {
    is_by(actor, post.author_id)
}

fn is_by(actor: &Actor, author_id: i64) -> bool {
    actor.is_signed_in() && author_id == actor.user_id()
}

/// The first line of verbs that make a post.
pub(super) fn require_create(actor: &Actor, post_type: &str, fields: &PostFields) -> Result<()> {
    let needs = kinds::capabilities(post_type);
    let refused = "Sorry, you are not allowed to create posts as this user.";
    if !actor.may(needs.create) {
        return Err(Error::forbidden("rest_cannot_create", refused));
    }
    if is_for_another(actor, fields.author_id) && !actor.may(needs.edit_others) {
        return Err(Error::forbidden("rest_cannot_edit_others", refused));
    }
    require_status(actor, post_type, fields.status.as_deref())?;
    require_sticky(actor, post_type, fields)
}

/// The first line of verbs that change a post.
pub(super) fn require_update(actor: &Actor, post: &Post, fields: &PostFields) -> Result<()> {
    require_edit(actor, post)?;
    let needs = kinds::capabilities(&post.post_type);
    let new_author = fields.author_id.filter(|author| *author != post.author_id);
    if is_for_another(actor, new_author) && !actor.may(needs.edit_others) {
        let refused = "Sorry, you are not allowed to update posts as this user.";
        return Err(Error::forbidden("rest_cannot_edit_others", refused));
    }
    let new_status = fields.status.as_deref().filter(|status| *status != post.status);
    require_status(actor, &post.post_type, new_status)?;
    require_sticky(actor, &post.post_type, fields)
}

/// The first line of verbs that change what hangs on a post.
pub(super) fn require_edit(actor: &Actor, post: &Post) -> Result<()> {
    if may_edit(actor, post) {
        return Ok(());
    }
    Err(Error::forbidden("rest_cannot_edit", "Sorry, you are not allowed to edit this post."))
}

/// The first line of verbs that take a post away.
pub(super) fn require_delete(actor: &Actor, post: &Post) -> Result<()> {
    if may_delete(actor, post) {
        return Ok(());
    }
    Err(Error::forbidden("rest_cannot_delete", "Sorry, you are not allowed to delete this post."))
}

fn is_for_another(actor: &Actor, author_id: Option<i64>) -> bool {
    author_id.is_some_and(|author| author != 0 && author != actor.user_id())
}

fn require_status(actor: &Actor, post_type: &str, status: Option<&str>) -> Result<()> {
    let refused = match status {
        Some("private") => "Sorry, you are not allowed to create private posts in this post type.",
        Some("publish" | "future") => "Sorry, you are not allowed to publish posts in this post type.",
        _ => return Ok(()),
    };
    if may_publish(actor, post_type) {
        return Ok(());
    }
    Err(Error::forbidden("rest_cannot_publish", refused))
}

fn require_sticky(actor: &Actor, post_type: &str, fields: &PostFields) -> Result<()> {
    let needs = kinds::capabilities(post_type);
    if fields.sticky != Some(true) || actor.may(needs.edit_others) && actor.may(needs.publish) {
        return Ok(());
    }
    Err(Error::forbidden("rest_cannot_assign_sticky", "Sorry, you are not allowed to make posts sticky."))
}
