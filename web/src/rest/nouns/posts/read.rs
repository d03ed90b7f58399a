//! Reads collections and single posts.

use cms::posts::{self, ListQuery, Post};
use cms::users::Capability;
use serde_json::Value;
use subtle::ConstantTimeEq;

use super::{Kind, list_query, prepare, readable};
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
pub async fn list(mut request: RestRequest, kind: Kind) -> RestResult {
    check_statuses(&request, kind)?;
    if request.has("status") {
        // As a list, like every argument that is one: so the addresses of neighbouring pages name it.
        request.set("status", request.texts("status").into());
    }
    let mut query = list_query(&request, kind).await?;
    if query.statuses.iter().any(|status| status == "any") {
        query.statuses.clear();
    }
    let page = request.number("page").unwrap_or(1);
    let mut listed = posts::list(&request.site, &query).await?;
    // WordPress counts nothing where an offset leads beyond the end.
    if listed.posts.is_empty() && page <= 1 {
        listed.total = 0;
    }
    if puts_sticky_first(&request, kind, &query) {
        listed.posts = with_sticky_first(&request, &query, listed.posts).await?;
    }
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

/// Whether sticky posts stand before the others: on the first page of a list that is not about something.
fn puts_sticky_first(request: &RestRequest, kind: Kind, query: &ListQuery) -> bool {
    let is_asked = kind.name == "post" && request.flag("ignore_sticky") == Some(false);
    let is_first = request.number("page").unwrap_or(1) <= 1;
    is_asked && is_first && query.ids.is_empty() && query.search.is_none() && query.terms.is_empty()
}

/// All sticky posts, beyond the page's length if need be, and then the page's other posts.
async fn with_sticky_first(request: &RestRequest, query: &ListQuery, page: Vec<Post>) -> RestResult<Vec<Post>> {
    let sticky = ListQuery {
        types: query.types.clone(),
        statuses: vec!["publish".to_owned()],
        ids_not: query.ids_not.clone(),
        sticky: Some(true),
        limit: 100,
        ..ListQuery::default()
    };
    let mut posts = posts::list(&request.site, &sticky).await?.posts;
    posts.extend(page.into_iter().filter(|post| !post.sticky));
    Ok(posts)
}

const STATUSES: [&str; 9] =
    ["publish", "future", "draft", "pending", "private", "trash", "auto-draft", "inherit", "any"];

/// Statuses beside `publish` are for people who may edit; `private` for those who may read it
/// (`sanitize_post_statuses`).
pub fn check_statuses(request: &RestRequest, kind: Kind) -> RestResult<()> {
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
    let rightful = posts::before_trash(&request.site, &post).await?;
    if request.context() == "edit" && !posts::permissions::may_edit(&request.actor, &rightful) {
        let message = "Sorry, you are not allowed to edit this post.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    let given = request.query_parameters.get("password").and_then(Value::as_str).unwrap_or_default();
    if !given.is_empty() && !bool::from(given.as_bytes().ct_eq(post.password.as_bytes())) {
        return Err(RestError::new(403, "rest_post_incorrect_password", "Incorrect post password."));
    }
    // What is in the trash is read by those alone who may change it.
    let readable = match post.status.as_str() {
        "trash" => posts::permissions::may_edit(&request.actor, &rightful),
        "inherit" => !readable(request, vec![post.clone()]).await?.is_empty(),
        _ => may_read(request, kind, &post),
    };
    if readable {
        return Ok(post);
    }
    Err(RestError::forbidden(&request.actor, "rest_forbidden", "Sorry, you are not allowed to do that."))
}

/// The post that the path names. Loaded once a request.
pub async fn find(request: &RestRequest, kind: Kind) -> RestResult<Post> {
    let id = request.number("id").unwrap_or_default();
    let load = async { if id > 0 { posts::by_id(&request.site, id).await } else { Ok(None) } };
    let found: Option<Post> = request.memory.once(id, load).await?;
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
