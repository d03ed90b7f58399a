//! Statuses of posts.

use cms::users::Capability;
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Slug, name, whether visitors see it, whether a query may ask for it, whether its dates float.
const STATUSES: [(&str, &str, bool, bool, bool); 6] = [
    ("publish", "Published", true, true, false),
    ("future", "Scheduled", false, false, false),
    ("draft", "Draft", false, false, true),
    ("pending", "Pending", false, false, true),
    ("private", "Private", false, false, false),
    ("trash", "Trash", false, false, false),
];

/// Their routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new("wp/v2", "/wp/v2/statuses").endpoint(
            Endpoint::new(READ, json!({"context": context()}), list)
                .permission(|request| async move { may_list(&request) }),
        ),
        Route::new("wp/v2", "/wp/v2/statuses/(?P<status>[\\w-]+)").endpoint(
            Endpoint::new(
                READ,
                json!({"status": {"description": "The status.", "type": "string"}, "context": context()}),
                single,
            )
            .permission(|request| async move { may_read(&request).map(|_| ()) }),
        ),
    ]
}

fn may_list(request: &RestRequest) -> RestResult<()> {
    if request.context() == "edit" && !request.actor.may(Capability::EditPosts) {
        let message = "Sorry, you are not allowed to manage post statuses.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_view", message));
    }
    Ok(())
}

async fn list(request: RestRequest) -> RestResult {
    let visible = STATUSES.iter().filter(|status| status.2 || request.actor.may(Capability::EditPosts));
    let shown: Map<String, Value> = visible.map(|status| (status.0.to_owned(), item(&request, status))).collect();
    Ok(RestResponse::ok(Value::Object(shown)))
}

fn may_read(request: &RestRequest) -> RestResult<&'static (&'static str, &'static str, bool, bool, bool)> {
    let asked = request.text("status").unwrap_or_default();
    let status = STATUSES.iter().find(|status| status.0 == asked);
    let status = status.ok_or_else(|| RestError::new(404, "rest_status_invalid", "Invalid status."))?;
    if status.2 || request.actor.may(Capability::EditPosts) {
        return Ok(status);
    }
    Err(RestError::forbidden(&request.actor, "rest_cannot_read_status", "Cannot view status."))
}

async fn single(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(item(&request, may_read(&request)?)))
}

fn item(request: &RestRequest, status: &(&str, &str, bool, bool, bool)) -> Value {
    let (slug, name, public, queryable, floats) = status;
    let mut map = Map::new();
    map.insert("name".into(), json!(name));
    if request.context() == "edit" {
        map.insert("private".into(), json!(*slug == "private"));
        map.insert("protected".into(), json!(matches!(*slug, "future" | "draft" | "pending")));
    }
    map.insert("public".into(), json!(public));
    map.insert("queryable".into(), json!(queryable));
    if request.context() == "edit" {
        map.insert("show_in_list".into(), json!(*slug != "trash"));
    }
    map.insert("slug".into(), json!(slug));
    map.insert("date_floating".into(), json!(floats));
    let archive = request.rest_url("wp/v2/posts");
    let archive = if *slug == "publish" { archive } else { format!("{archive}?status={slug}") };
    map.insert("_links".into(), json!({"archives": [{"href": archive}]}));
    Value::Object(map)
}
