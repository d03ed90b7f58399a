//! Takes comments from people who are signed in.

use cms::comments::{self, NewComment, Status};
use cms::posts;
use cms::users::{self, Capability};

use super::read::may_read_under;
use super::{item, update};
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
        ("status", "rest_comment_invalid_status", request.get("status").is_some()),
    ];
    let forbidden = others.into_iter().find(|(_, _, is_given)| *is_given);
    if let Some((name, code, _)) = forbidden.filter(|_| !request.actor.may(Capability::ModerateComments)) {
        return refused(code, &format!("Sorry, you are not allowed to edit '{name}' for comments."));
    }
    may_write_under(&request).await
}

async fn may_write_under(request: &RestRequest) -> RestResult<()> {
    let refused = |code, message| Err(RestError::new(403, code, message));
    let id = request.number("post").unwrap_or_default();
    let Some(post) = posts::by_id(&request.site, id).await? else {
        let message = "Sorry, you are not allowed to create this comment without a post.";
        return refused("rest_comment_invalid_post_id", message);
    };
    let not_here = "Sorry, you are not allowed to create a comment on this post.";
    match post.status.as_str() {
        "draft" => return refused("rest_comment_draft_post", not_here),
        "trash" => return refused("rest_comment_trash_post", not_here),
        _ => {}
    }
    if !may_read_under(request, &post) {
        let message = "Sorry, you are not allowed to read the post for this comment.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_read_post", message));
    }
    if !comments::are_open(&request.site, &post) {
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
    let refused = |error| RestError::refused(&actor, error);
    let mut comment = comments::submit(&request.site, &actor, new).await.map_err(refused)?;
    if let Some(status) = request.text("status").and_then(|status| status.parse::<Status>().ok()) {
        comment = comments::set_status(&request.site, &actor, comment.id, status).await.map_err(refused)?;
    }
    let context = if actor.may(Capability::ModerateComments) { "edit" } else { "view" };
    request.set("context", context.into());
    let location = request.rest_url(&format!("wp/v2/comments/{}", comment.id));
    Ok(RestResponse::created(item::item(&request, &comment).await?, location).allowed_in(context))
}

async fn given(request: &RestRequest) -> RestResult<NewComment> {
    if request.text("type").is_some_and(|kind| !kind.is_empty() && kind != "comment") {
        return Err(RestError::new(400, "rest_invalid_comment_type", "Cannot create a comment with that type."));
    }
    let content = text(request, "content").unwrap_or_default();
    if content.trim().is_empty() {
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
    write_for(request, &mut new).await?;
    Ok(new)
}

/// Whom the comment is written for, where the client names somebody.
async fn write_for(request: &RestRequest, new: &mut NewComment) -> RestResult<()> {
    let is_named = [&new.author_name, &new.author_email, &new.author_url].into_iter().any(|text| !text.is_empty());
    match request.number("author").filter(|id| *id > 0) {
        Some(id) if id != request.actor.user_id() => {
            let unknown = || RestError::new(400, "rest_comment_author_invalid", "Invalid comment author ID.");
            let is_here = users::on_site(&request.site, id).await?.is_some();
            let user = users::by_id(request.site.host(), id).await?.filter(|_| is_here).ok_or_else(unknown)?;
            (new.author_name, new.author_email, new.author_url) = (user.display_name, user.email, user.url);
            new.written_for = Some(id);
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
