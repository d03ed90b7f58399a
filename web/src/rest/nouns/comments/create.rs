//! Takes comments from people who are signed in.

use cms::comments::{self, Comment, NOTE, NewComment, Status, supports_notes};
use cms::posts::{self, Post};
use cms::users::{self, Capability};
use serde_json::Value;

use super::{access, item, meta, update};
use crate::rest::error::RestResult;
use crate::rest::nouns::posts::text;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may write a comment as it is asked for (`create_item_permissions_check`): somebody, under a post that is open;
/// what tells of others is for moderators.
pub async fn may_create(request: RestRequest) -> RestResult<()> {
    let refused = |code, message: &str| Err(RestError::forbidden(&request.actor, code, message));
    if !request.actor.is_signed_in() {
        return refused("rest_comment_login_required", "Sorry, you must be logged in to comment.");
    }
    let is_else = |name: &str, own: String| request.text(name).is_some_and(|value| value != own);
    let others = [
        ("author", "rest_comment_invalid_author", is_else("author", request.actor.user_id().to_string())),
        ("author_ip", "rest_comment_invalid_author_ip", is_else("author_ip", request.client_ip.clone())),
    ];
    let moderates = request.actor.may(Capability::ModerateComments);
    let forbidden = others.into_iter().find(|(_, _, is_given)| *is_given && !moderates);
    if let Some((name, code, _)) = forbidden {
        return refused(code, &format!("Sorry, you are not allowed to edit '{name}' for comments."));
    }
    let post = posts::by_id(&request.site, request.number("post").unwrap_or_default()).await?;
    let edits = post.as_ref().is_some_and(|post| posts::permissions::may_edit(&request.actor, post));
    if is_note(&request) && request.number("post").unwrap_or_default() != 0 && !edits {
        return refused("rest_cannot_create_note", "Sorry, you are not allowed to create notes for this post.");
    }
    if request.get("status").is_some() && !(if is_note(&request) { edits } else { moderates }) {
        return refused("rest_comment_invalid_status", "Sorry, you are not allowed to edit 'status' for comments.");
    }
    may_write_under(&request, post.as_ref())
}

fn is_note(request: &RestRequest) -> bool {
    request.text("type").as_deref() == Some(NOTE)
}

fn may_write_under(request: &RestRequest, post: Option<&Post>) -> RestResult<()> {
    let refused = |code, message| Err(RestError::new(403, code, message));
    let Some(post) = post else {
        let message = "Sorry, you are not allowed to create this comment without a post.";
        return refused("rest_comment_invalid_post_id", message);
    };
    if is_note(request) && !supports_notes(&post.post_type) {
        return Err(access::no_notes_here());
    }
    let not_here = "Sorry, you are not allowed to create a comment on this post.";
    match post.status.as_str() {
        "draft" if !is_note(request) => return refused("rest_comment_draft_post", not_here),
        "trash" => return refused("rest_comment_trash_post", not_here),
        _ => {}
    }
    if !access::may_read_under(request, post) {
        let message = "Sorry, you are not allowed to read the post for this comment.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_read_post", message));
    }
    if !is_note(request) && !comments::are_open(&request.site, post) {
        return refused("rest_comment_closed", "Sorry, comments are closed for this item.");
    }
    Ok(())
}

/// `POST` on the collection: 201, the address of the new comment, and the comment.
pub async fn create(mut request: RestRequest) -> RestResult {
    if request.get("id").is_some_and(|id| id.as_i64() != Some(0)) {
        return Err(RestError::new(400, "rest_comment_exists", "Cannot create existing comment."));
    }
    let new = given(&request).await?;
    let actor = request.actor.clone();
    let comment = match is_note(&request) {
        true => write_note(&request, new).await?,
        false => write(&request, new).await?,
    };
    let context = if actor.may(Capability::ModerateComments) { "edit" } else { "view" };
    request.set("context", context.into());
    let location = request.rest_url(&format!("wp/v2/comments/{}", comment.id));
    Ok(RestResponse::created(item::item(&request, &comment).await?, location).allowed_in(context))
}

async fn write(request: &RestRequest, new: NewComment) -> RestResult<Comment> {
    let refused = |error| RestError::refused(&request.actor, error);
    let mut comment = comments::submit(&request.site, &request.actor, new).await.map_err(refused)?;
    if let Some(status) = request.text("status") {
        comment = update::give(request, comment, &status).await?;
    }
    // Whether a note is settled means nothing of another comment: who may not say so is not heard.
    if comments::require_edit(&request.site, &request.actor, comment.id).await.is_ok() {
        meta::keep(request, comment.id).await?;
    }
    Ok(comment)
}

async fn write_note(request: &RestRequest, new: NewComment) -> RestResult<Comment> {
    let settles = meta::given(request)?;
    let settles = settles.as_ref().and_then(Value::as_str);
    let status = request.text("status").and_then(|status| status.parse().ok()).unwrap_or(Status::Approved);
    let written = comments::write_note(&request.site, &request.actor, new, status, settles).await;
    written.map_err(|error| RestError::refused(&request.actor, error))
}

async fn given(request: &RestRequest) -> RestResult<NewComment> {
    if request.text("type").is_some_and(|kind| !matches!(kind.as_str(), "" | "comment" | NOTE)) {
        return Err(RestError::new(400, "rest_invalid_comment_type", "Cannot create a comment with that type."));
    }
    let author = named_author(request).await?;
    let content = text(request, "content").unwrap_or_default();
    let settles = meta::given(request)?.is_some_and(|value| is_note(request) && value.is_string());
    if content.trim().is_empty() && !settles {
        return Err(RestError::new(400, "rest_comment_content_invalid", "Invalid comment content."));
    }
    let agent = request.text("author_user_agent").or_else(|| request.headers.get("user-agent").cloned());
    let mut new = NewComment {
        post_id: request.number("post").unwrap_or_default(),
        parent_id: request.number("parent").unwrap_or_default(),
        author_name: request.text("author_name").unwrap_or_default(),
        author_email: request.text("author_email").unwrap_or_default(),
        author_url: request.text("author_url").unwrap_or_default(),
        content,
        author_ip: request.text("author_ip").unwrap_or_else(|| request.client_ip.clone()),
        user_agent: agent.unwrap_or_default(),
        // The permission check has read the post with whatever password was given.
        post_unlocked: true,
        date_gmt: update::date(request),
        ..NewComment::default()
    };
    write_for(request, &mut new, author)?;
    Ok(new)
}

/// The account that the client names as the author, if it names one.
pub async fn named_author(request: &RestRequest) -> RestResult<Option<users::Model>> {
    let Some(id) = request.number("author") else { return Ok(None) };
    let unknown = || RestError::new(400, "rest_comment_author_invalid", "Invalid comment author ID.");
    let is_here = id == request.actor.user_id() || users::on_site(&request.site, id).await?.is_some();
    users::by_id(request.site.host(), id).await?.filter(|_| is_here).ok_or_else(unknown).map(Some)
}

/// Whom the comment is written for, where the client names somebody.
fn write_for(request: &RestRequest, new: &mut NewComment, author: Option<users::Model>) -> RestResult<()> {
    let is_named = [&new.author_name, &new.author_email, &new.author_url].into_iter().any(|text| !text.is_empty());
    let or = |given: &str, own: String| if given.is_empty() { own } else { given.to_owned() };
    match author {
        Some(author) if author.id != request.actor.user_id() => {
            new.author_name = or(&new.author_name, author.display_name);
            new.author_email = or(&new.author_email, author.email);
            new.author_url = or(&new.author_url, author.url);
            new.written_for = Some(author.id);
        }
        None if is_named => new.written_for = Some(0),
        _ => {}
    }
    let needs_both = request.site.settings().flag("require_name_email") && new.written_for == Some(0);
    if needs_both && (new.author_name.is_empty() || new.author_email.is_empty()) {
        let message = "Creating a comment requires valid author name and email values.";
        return Err(RestError::new(400, "rest_comment_author_data_required", message));
    }
    Ok(())
}
