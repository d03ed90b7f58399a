//! Reads the collection and single comments.

use std::collections::HashMap;

use cms::comments::{self, Comment, CommentQuery};
use cms::posts::{self, Post};
use serde_json::Value;

use super::access;
use super::item::{self, Around};
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::schema::parse_date;
use crate::rest::{RestError, RestRequest, RestResponse};

/// A page of the collection.
pub async fn list(request: RestRequest) -> RestResult {
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs();
    let query = query(&request, per_page);
    let (found, answered, total) = comments::list_with_answers(&request.site, &query).await?;
    let around = Around::load(&request, &found, answered).await?;
    let items: Vec<Value> = found
        .iter()
        .filter(|comment| around.may_read(&request, comment))
        .map(|comment| around.item(&request, comment))
        .collect();
    Ok(paged(&request, Value::Array(items), total, total.div_ceil(per_page.max(1))))
}

/// So many comments of several posts are loaded together at most.
const TOGETHER: u64 = 10_000;

/// What stands under each of these posts, as the request's context shows it: of each the newest `most`. Nothing where
/// there is too much for one answer.
pub async fn under_each(request: &RestRequest, posts: &[i64], most: usize) -> RestResult<HashMap<i64, Vec<Value>>> {
    let query = CommentQuery { posts: posts.to_vec(), ..query(request, TOGETHER) };
    each(request, &query, posts, |comment| comment.post_id, most).await
}

/// The same of what answers each of these comments.
pub async fn answers_to_each(
    request: &RestRequest,
    parents: &[i64],
    most: usize,
) -> RestResult<HashMap<i64, Vec<Value>>> {
    let query = CommentQuery { parents: parents.to_vec(), ..query(request, TOGETHER) };
    each(request, &query, parents, |comment| comment.parent_id, most).await
}

async fn each(
    request: &RestRequest,
    query: &CommentQuery,
    wanted: &[i64],
    belongs_to: impl Fn(&Comment) -> i64,
    most: usize,
) -> RestResult<HashMap<i64, Vec<Value>>> {
    let (found, answered, total) = comments::list_with_answers(&request.site, query).await?;
    if total > TOGETHER {
        return Ok(HashMap::new());
    }
    let around = Around::load(request, &found, answered).await?;
    let mut under: HashMap<i64, Vec<Value>> = wanted.iter().map(|id| (*id, Vec::new())).collect();
    for comment in found.iter().filter(|comment| around.may_read(request, comment)) {
        let items = under.entry(belongs_to(comment)).or_default();
        if items.len() < most {
            items.push(around.item(request, comment));
        }
    }
    Ok(under)
}

fn query(request: &RestRequest, per_page: u64) -> CommentQuery {
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|_| request.has("offset")).map(|offset| offset.max(0).unsigned_abs());
    let date =
        |name: &str| {
            let (time, zone) = parse_date(&request.text(name)?)?;
            Some(zone.map_or_else(
                || request.site.settings().to_utc(time),
                |seconds| time - chrono::Duration::seconds(seconds),
            ))
        };
    CommentQuery {
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        posts: request.numbers("post"),
        parents: request.numbers("parent"),
        parents_not: request.numbers("parent_exclude"),
        authors: request.numbers("author"),
        authors_not: request.numbers("author_exclude"),
        author_email: request.text("author_email").filter(|email| !email.is_empty()),
        search: request.text("search").filter(|text| !text.is_empty()),
        status: request.text("status").unwrap_or_else(|| "approve".into()),
        comment_type: request.text("type").unwrap_or_else(|| "comment".into()),
        after: date("after"),
        before: date("before"),
        order_by: request.text("orderby").unwrap_or_else(|| "date_gmt".into()),
        ascending: request.text("order").as_deref() == Some("asc"),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
    }
}

/// The comment that the path names, if whoever asks may read it in this context.
pub async fn find(request: &RestRequest) -> RestResult<Comment> {
    let (comment, post) = by_path(request).await?;
    let refused = |code, message| Err(RestError::forbidden(&request.actor, code, message));
    if request.context() == "edit" && !access::may_edit(request, &comment, &post) {
        return refused("rest_forbidden_context", "Sorry, you are not allowed to edit comments.");
    }
    if !access::may_read(request, &comment, &post) {
        return refused("rest_cannot_read", "Sorry, you are not allowed to read this comment.");
    }
    if !access::may_read_under(request, &post) {
        return refused("rest_cannot_read_post", "Sorry, you are not allowed to read the post for this comment.");
    }
    Ok(comment)
}

/// The comment that the path names, and its post.
pub async fn by_path(request: &RestRequest) -> RestResult<(Comment, Post)> {
    let unknown = || RestError::new(404, "rest_comment_invalid_id", "Invalid comment ID.");
    let id = request.number("id").unwrap_or_default();
    let comment = comments::by_id(&request.site, id).await?.ok_or_else(unknown)?;
    let post = posts::by_id(&request.site, comment.post_id).await?;
    let post = post.ok_or_else(|| RestError::new(404, "rest_post_invalid_id", "Invalid post ID."))?;
    Ok((comment, post))
}

/// One comment.
pub async fn single(request: RestRequest) -> RestResult {
    let comment = find(&request).await?;
    Ok(RestResponse::ok(item::item(&request, &comment).await?))
}
