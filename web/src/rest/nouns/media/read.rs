//! Reads the Media Library.

use cms::posts;
use serde_json::Value;

use super::super::posts::{Kind, check_statuses, find_readable, list_query, readable};
use super::item;
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::{RestError, RestRequest, RestResponse, seen_posts};

/// A page of the library.
pub async fn list(request: RestRequest) -> RestResult {
    check_statuses(&request, Kind::ATTACHMENT)?;
    let mut query = list_query(&request, Kind::ATTACHMENT).await?;
    query.mime_types = request.texts("media_type").into_iter().chain(request.texts("mime_type")).collect();
    let listed = posts::list(&request.site, &query).await?;
    let pages = listed.total.div_ceil(query.limit.max(1));
    if request.number("page").unwrap_or(1).unsigned_abs() > pages.max(1) && listed.total > 0 {
        let message = "The page number requested is larger than the number of pages available.";
        return Err(RestError::new(400, "rest_post_invalid_page_number", message));
    }
    let edits = request.context() == "edit";
    let mut shown = listed.posts;
    match edits {
        true => shown.retain(|post| posts::permissions::may_edit(&request.actor, post)),
        false => shown = readable(&request, shown).await?,
    }
    let items = item::items(&request, &shown).await?;
    Ok(paged(&request, Value::Array(items), listed.total, pages))
}

/// Those of these attachments that whoever asks may read, as the request's context shows them.
pub async fn these(request: &RestRequest, ids: &[i64]) -> RestResult<Vec<Value>> {
    let mut found = seen_posts::by_ids(request, ids).await?;
    found.retain(|post| post.post_type == Kind::ATTACHMENT.name && post.status != "trash");
    item::items(request, &readable(request, found).await?).await
}

/// One attachment.
pub async fn single(request: RestRequest) -> RestResult {
    let post = find_readable(&request, Kind::ATTACHMENT).await?;
    let (body, address) = item::one(&request, &post).await?;
    Ok(RestResponse::ok(body).header("Link", format!("<{address}>; rel=\"alternate\"; type=text/html")))
}
