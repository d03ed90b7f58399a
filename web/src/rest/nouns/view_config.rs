//! How lists of things look at first, for the site editor. Nothing here says otherwise, so the editor's own idea holds.

use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::item_schema;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let arguments = property::all([
        ("kind", Property::text("The kind of thing, such as postType.").required()),
        ("name", Property::text("The thing, such as page.").required()),
    ]);
    let endpoint = Endpoint::new(READ, arguments, answer).permission(|request| async move { may_read(&request) });
    vec![Route::new("wp/v2", "/wp/v2/view-config").endpoint(endpoint).schema(schema())]
}

fn schema() -> Value {
    let fields = [
        ("kind", Property::text("The kind of thing.").readonly()),
        ("name", Property::text("The thing.").readonly()),
        ("default_view", Property::new("object", "How its list looks at first.").readonly()),
        ("default_layouts", Property::new("object", "How each layout looks at first.").readonly()),
        ("view_list", Property::list("Views to choose from.", json!({"type": "object"})).readonly()),
        ("form", Property::new("object", "The fields of its form.").readonly()),
    ];
    item_schema::item("view-config", property::all(fields))
}

fn may_read(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_cannot_read", "Sorry, you are not allowed to read view config."))
}

/// Statuses that lists of posts and pages are seen by.
const STATUSES: [(&str, &str); 6] = [
    ("Published", "publish"),
    ("Scheduled", "future"),
    ("Drafts", "draft"),
    ("Pending", "pending"),
    ("Private", "private"),
    ("Trash", "trash"),
];

async fn answer(request: RestRequest) -> RestResult {
    let text = |name: &str| request.text(name).unwrap_or_default();
    let (kind, name) = (text("kind"), text("name"));
    let is_listed = kind == "postType" && matches!(name.as_str(), "post" | "page");
    let layouts = json!({"table": {}, "grid": {}, "list": {}});
    let view = json!({
        "type": if is_listed { "list" } else { "table" },
        "search": "", "filters": [], "page": 1, "perPage": 20, "titleField": "title",
        "sort": {"field": if is_listed { "date" } else { "title" }, "direction": if is_listed { "desc" } else { "asc" }},
        "fields": if is_listed { json!(["author", "status"]) } else { json!([]) },
    });
    let views = if is_listed { views() } else { json!([{"title": "All items", "slug": "all"}]) };
    Ok(RestResponse::ok(json!({
        "kind": kind, "name": name, "default_view": view, "default_layouts": layouts, "view_list": views,
        "form": {"layout": {"type": "panel"}, "fields": []},
    })))
}

fn views() -> Value {
    let all = json!({"title": "All items", "slug": "all"});
    let by_status = STATUSES.iter().map(|(title, status)| {
        let filter = json!([{"field": "status", "operator": "isAny", "value": status, "isLocked": true}]);
        json!({"title": title, "slug": if *status == "publish" { "published" } else { status }, "view": {"filters": filter}})
    });
    std::iter::once(all).chain(by_status).collect()
}
