//! Editors' notes on the blocks of a post: WordPress's comments of type `note`. No page shows them and no count has them;
//! whoever may edit the post may read and write them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::submit::{check_lengths, clean};
use super::{Comment, NewComment, Status, entity, meta, row, tell};
use crate::audit::Deed;
use crate::posts::{self, Post};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

/// The type of notes.
pub const NOTE: &str = "note";

/// The key of the value that an answer carries which settles a note or opens it again.
pub const NOTE_STATUS: &str = "_wp_note_status";

/// The values of [`NOTE_STATUS`].
pub const NOTE_STATUSES: [&str; 2] = ["resolved", "reopen"];

/// Whether notes can be left on the blocks of posts of this type.
pub fn supports_notes(post_type: &str) -> bool {
    matches!(post_type, "post" | "page")
}

/// Writes a note. Neither moderation nor the rules against floods and duplicates are for it, and a post may be a draft or
/// closed to comments. `settles`, a value of [`NOTE_STATUS`], makes up for a text.
///
/// # Errors
/// `rest_cannot_create_note` for whoever may not edit the post, `rest_comment_not_supported_post_type`,
/// `rest_comment_trash_post` and `rest_comment_content_invalid`, as WordPress calls them.
pub async fn write_note(
    site: &Site,
    actor: &Actor,
    mut new: NewComment,
    status: Status,
    settles: Option<&str>,
) -> Result<Comment> {
    let post = annotated_post(site, actor, new.post_id).await?;
    if settles.is_some_and(|value| !NOTE_STATUSES.contains(&value))
        || new.content.trim().is_empty() && settles.is_none()
    {
        return Err(Error::invalid("rest_comment_content_invalid", "Invalid comment content."));
    }
    if new.written_for.is_some_and(|account| account != actor.user_id()) {
        actor.require(Capability::ModerateComments)?;
    }
    take_author_from(actor, &mut new);
    check_lengths(&new)?;
    clean(site, actor, &mut new);
    let note = row::made_of(site, actor, new, status, NOTE).await?;
    let mut change = Change::begin(site).await?;
    row::insert(&change, &note).await?;
    meta::write(&change, site, note.id, NOTE_STATUS, settles).await?;
    change.notes(Deed::new("create", NOTE, note.id).with("post", note.post_id).with("status", status.name()));
    tell::queue_note_letters(&change, site, actor, &note, &post).await?;
    change.commit().await?;
    Ok(note)
}

async fn annotated_post(site: &Site, actor: &Actor, id: i64) -> Result<Post> {
    let refused = |code, message: &str| Err(Error::forbidden(code, message.to_owned()));
    let Some(post) = posts::by_id(site, id).await? else {
        let message = "Sorry, you are not allowed to create this comment without a post.";
        return refused("rest_comment_invalid_post_id", message);
    };
    if !posts::permissions::may_edit(actor, &post) {
        return refused("rest_cannot_create_note", "Sorry, you are not allowed to create notes for this post.");
    }
    if !supports_notes(&post.post_type) {
        return refused("rest_comment_not_supported_post_type", "Sorry, this post type does not support notes.");
    }
    if post.status == "trash" {
        return refused("rest_comment_trash_post", "Sorry, you are not allowed to create a comment on this post.");
    }
    Ok(post)
}

fn take_author_from(actor: &Actor, new: &mut NewComment) {
    let Some(user) = actor.user().filter(|_| new.written_for.is_none()) else { return };
    new.author_name.clone_from(&user.display_name);
    new.author_email.clone_from(&user.email);
    new.author_url.clone_from(&user.url);
}

/// What goes with a note: the answers to it that are not put away yet. Of other comments nothing does.
pub(super) async fn answers_to(change: &Change, comment: &Comment) -> Result<Vec<Comment>> {
    if comment.comment_type != NOTE {
        return Ok(Vec::new());
    }
    let answers = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(comment.site_id))
        .filter(entity::Column::ParentId.eq(comment.id))
        .filter(entity::Column::CommentType.eq(NOTE))
        .filter(entity::Column::Status.is_in([Status::Approved.name(), Status::Hold.name()]));
    Ok(answers.all(change.connection()).await?)
}
