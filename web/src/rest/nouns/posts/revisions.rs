//! Earlier versions of posts.

use cms::posts::{self, ListQuery, OrderBy, Post};
use serde_json::{Value, json};

use super::kind::Kind;
use super::versions;
use crate::rest::collection_arguments::{self, context};
use crate::rest::error::RestResult;
use crate::rest::paging::paged;
use crate::rest::route::{DELETE, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Routes of a type's revisions; none where it keeps none.
pub fn routes(kind: Kind, settings: &cms::Settings) -> Vec<Route> {
    if !kind.registered(settings).supports("revisions") {
        return Vec::new();
    }
    let base = format!("/wp/v2/{}/(?P<parent>[\\d]+)/revisions", kind.base);
    let collection = Route::new("wp/v2", &base)
        .endpoint(
            Endpoint::new(READ, collection_arguments(), move |request| list(request, kind))
                .permission(move |request| may_read(request, kind)),
        )
        .schema_for(move |request| versions::schema(kind, request.site.settings()));
    let single = Route::new("wp/v2", format!("{base}/(?P<id>[\\d]+)"))
        .endpoint(
            Endpoint::new(READ, single_arguments(), move |request| single(request, kind))
                .permission(move |request| may_read(request, kind)),
        )
        .endpoint(
            Endpoint::new(DELETE, delete_arguments(), refuse).permission(move |request| may_delete(request, kind)),
        )
        .schema_for(move |request| versions::schema(kind, request.site.settings()));
    vec![collection, single]
}

/// The arguments that name a revision.
pub fn single_arguments() -> Value {
    json!({"parent": versions::number("The post."), "id": versions::number("The version."), "context": context()})
}

fn delete_arguments() -> Value {
    let force = json!({"type": "boolean", "default": false, "description": "Must be true: versions have no trash."});
    json!({"parent": versions::number("The post."), "id": versions::number("The version."), "force": force})
}

/// What a list of revisions can be asked.
pub fn collection_arguments() -> Value {
    let mut arguments = serde_json::Map::new();
    arguments.insert("parent".into(), versions::number("The post."));
    arguments.extend(collection_arguments::first());
    if let Some(Value::Object(per_page)) = arguments.get_mut("per_page") {
        per_page.shift_remove("default");
    }
    let mut add = |name: &str, schema: Value| arguments.insert(name.to_owned(), schema);
    add("exclude", collection_arguments::ids("Without these."));
    add("include", collection_arguments::ids("Only these."));
    add("offset", collection_arguments::offset());
    add("order", collection_arguments::order("desc"));
    let choices = ["date", "id", "include", "relevance", "slug", "include_slugs", "title"];
    add(
        "orderby",
        json!({"description": "What the order goes by.", "type": "string", "default": "date", "enum": choices}),
    );
    Value::Object(arguments)
}

async fn may_read(request: RestRequest, kind: Kind) -> RestResult<()> {
    versions::may_edit(&request, kind, "parent", "revisions").await.map(|_| ())
}

async fn list(request: RestRequest, kind: Kind) -> RestResult {
    let parent = versions::may_edit(&request, kind, "parent", "revisions").await?;
    super::collection::refuse_impossible_order(&request)?;
    let per_page = request.number("per_page").map_or(i64::MAX as u64, i64::unsigned_abs);
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    let offset = request.number("offset").filter(|_| request.has("offset")).map(|offset| offset.max(0).unsigned_abs());
    let query = ListQuery {
        types: vec!["revision".to_owned()],
        statuses: vec!["inherit".to_owned()],
        parents: vec![parent.id],
        ids: request.numbers("include"),
        ids_not: request.numbers("exclude"),
        search: request.text("search").filter(|words| !words.is_empty()),
        order_by: order_by(&request),
        ascending: request.text("order").as_deref() == Some("asc"),
        offset: offset.unwrap_or((page - 1).saturating_mul(per_page)),
        limit: per_page,
        ..ListQuery::default()
    };
    let listed = posts::list(&request.site, &query).await?;
    let pages = listed.total.div_ceil(per_page);
    refuse_beyond(listed.total, offset, page, pages)?;
    let items = versions::items(&request, kind, &listed.posts).await?;
    Ok(paged(&request, Value::Array(items), listed.total, pages))
}

fn order_by(request: &RestRequest) -> OrderBy {
    match request.text("orderby").as_deref() {
        Some("id") => OrderBy::Id,
        Some("include") => OrderBy::Ids,
        Some("relevance") => OrderBy::Relevance,
        Some("slug" | "include_slugs") => OrderBy::Slug,
        Some("title") => OrderBy::Title,
        _ => OrderBy::Date,
    }
}

fn refuse_beyond(total: u64, offset: Option<u64>, page: u64, pages: u64) -> RestResult<()> {
    let refused = |code, message| Err(RestError::new(400, code, message));
    match offset.unwrap_or_default() {
        _ if total == 0 => Ok(()),
        offset if offset >= total => refused(
            "rest_revision_invalid_offset_number",
            "The offset number requested is larger than or equal to the number of available revisions.",
        ),
        0 if page > pages => refused(
            "rest_revision_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        ),
        _ => Ok(()),
    }
}

async fn single(request: RestRequest, kind: Kind) -> RestResult {
    let revision = find(&request, kind).await?;
    let items = versions::items(&request, kind, std::slice::from_ref(&revision)).await?;
    Ok(RestResponse::ok(items.into_iter().next().unwrap_or_default()))
}

/// The revision that the path names, below the post that it names.
async fn find(request: &RestRequest, kind: Kind) -> RestResult<Post> {
    let parent = versions::may_edit(request, kind, "parent", "revisions").await?;
    let found = posts::by_id(&request.site, request.number("id").unwrap_or_default()).await?;
    let unknown = || RestError::new(404, "rest_post_invalid_id", "Invalid revision ID.");
    let revision = found.filter(|post| post.post_type == "revision").ok_or_else(unknown)?;
    if revision.parent_id == parent.id {
        return Ok(revision);
    }
    let message = format!("The revision does not belong to the specified parent with id of \"{}\"", parent.id);
    Err(RestError::new(404, "rest_revision_parent_id_mismatch", &message))
}

/// WordPress lets nobody delete a single revision over the API: `delete_post` is never allowed of one.
async fn may_delete(request: RestRequest, kind: Kind) -> RestResult<()> {
    let refused = |message| Err(RestError::forbidden(&request.actor, "rest_cannot_delete", message));
    let parent = versions::parent(&request, kind, "parent").await?;
    if !posts::permissions::may_delete(&request.actor, &posts::before_trash(&request.site, &parent).await?) {
        return refused("Sorry, you are not allowed to delete revisions of this post.");
    }
    find(&request, kind).await?;
    refused("Sorry, you are not allowed to delete this revision.")
}

async fn refuse(request: RestRequest) -> RestResult {
    let message = "Sorry, you are not allowed to delete this revision.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_delete", message))
}
