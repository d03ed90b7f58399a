//! Reads collections and single posts.

use cms::posts::{self, Post};
use cms::users::Capability;
use serde_json::Value;

use super::{Kind, list_query, prepare};
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::{RestError, RestRequest};

/// Who may list: everybody in the contexts for readers, editors in the one for editing; patterns and navigation are
/// for people who write.
pub async fn may_list(request: RestRequest, kind: Kind) -> RestResult<()> {
    let edits = request.context() == "edit";
    let capability = if kind.name == "page" { Capability::EditPages } else { Capability::EditPosts };
    if edits && !request.actor.may(capability) {
        let message = "Sorry, you are not allowed to edit posts in this post type.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    Ok(())
}

/// A page of a collection.
pub async fn list(request: RestRequest, kind: Kind) -> RestResult {
    check_statuses(&request, kind)?;
    let mut query = list_query(&request, kind).await?;
    if query.statuses.iter().any(|status| status == "any") {
        query.statuses.clear();
    }
    let listed = posts::list(&request.site, &query).await?;
    let page = request.number("page").unwrap_or(1);
    let pages = listed.total.div_ceil(query.limit.max(1));
    if page.unsigned_abs() > pages.max(1) && listed.total > 0 {
        let message = "The page number requested is larger than the number of pages available.";
        return Err(RestError::new(400, "rest_post_invalid_page_number", message));
    }
    let prepared = prepare(&request, &listed.posts).await?;
    let edits = request.context() == "edit";
    let mut items = Vec::with_capacity(listed.posts.len());
    for post in &listed.posts {
        let may =
            if edits { posts::permissions::may_edit(&request.actor, post) } else { may_read(&request, kind, post) };
        if may {
            items.push(prepared.item(&request, kind, post).await?);
        }
    }
    Ok(paged(&request, Value::Array(items), listed.total, pages))
}

const STATUSES: [&str; 9] =
    ["publish", "future", "draft", "pending", "private", "trash", "auto-draft", "inherit", "any"];

/// Statuses beside `publish` are for people who may edit; `private` for those who may read it
/// (`sanitize_post_statuses`).
fn check_statuses(request: &RestRequest, kind: Kind) -> RestResult<()> {
    for status in request.texts("status") {
        let default = if kind.name == "attachment" { "inherit" } else { "publish" };
        let is_known = STATUSES.contains(&status.as_str());
        let allowed = status == default
            || (status == "private" && request.actor.may(Capability::ReadPrivatePosts))
            || request.actor.may(if kind.name == "page" { Capability::EditPages } else { Capability::EditPosts });
        if !(allowed && is_known) {
            let error = RestError::forbidden(&request.actor, "rest_forbidden_status", "Status is forbidden.");
            return Err(RestError::invalid_parameters(&[("status".to_owned(), error)]));
        }
    }
    Ok(())
}

fn may_read(request: &RestRequest, kind: Kind, post: &Post) -> bool {
    if kind.is_public() {
        return posts::permissions::may_read(&request.actor, post);
    }
    request.actor.may(Capability::EditPosts) || kind.name == "wp_navigation" && post.status == "publish"
}

/// The post that the path names, if whoever asks may read it in this context.
pub async fn find_readable(request: &RestRequest, kind: Kind) -> RestResult<Post> {
    let post = find(request, kind).await?;
    if request.context() == "edit" && !posts::permissions::may_edit(&request.actor, &post) {
        let message = "Sorry, you are not allowed to edit this post.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    if request.has("password") && !post.password.is_empty() {
        let given = request.text("password").unwrap_or_default();
        if given != post.password && request.context() != "edit" {
            return Err(RestError::new(403, "rest_post_incorrect_password", "Incorrect post password."));
        }
    }
    if may_read(request, kind, &post) {
        return Ok(post);
    }
    Err(RestError::forbidden(&request.actor, "rest_forbidden", "Sorry, you are not allowed to do that."))
}

/// The post that the path names.
pub async fn find(request: &RestRequest, kind: Kind) -> RestResult<Post> {
    let id = request.number("id").unwrap_or_default();
    let found = match id > 0 {
        true => posts::by_id(&request.site, id).await?,
        false => None,
    };
    found
        .filter(|post| post.post_type == kind.name)
        .ok_or_else(|| RestError::new(404, "rest_post_invalid_id", "Invalid post ID."))
}

/// One post.
pub async fn single(request: RestRequest, kind: Kind) -> RestResult {
    let post = find_readable(&request, kind).await?;
    let prepared = prepare(&request, std::slice::from_ref(&post)).await?;
    prepared.response(&request, kind, &post).await
}
