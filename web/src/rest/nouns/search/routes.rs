//! The route.

use serde_json::{Value, json};

use super::{formats, posts, terms};
use crate::rest::collection_arguments::{first, ids};
use crate::rest::error::RestResult;
use crate::rest::paging::{neighbours, paged};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const TYPES: [&str; 3] = ["post", "term", "post-format"];
const SUBTYPES: [&str; 4] = ["post", "page", "category", "post_tag"];

/// The one route.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new("wp/v2", "/wp/v2/search")
            .endpoint(Endpoint::new(READ, arguments(), search).permission(|_| async { Ok(()) }))
            .schema(schema()),
    ]
}

fn arguments() -> Value {
    let mut arguments = first();
    if let Some(context) = arguments.get_mut("context") {
        context["enum"] = json!(["view", "embed"]);
    }
    let subtypes: Vec<&str> = SUBTYPES.into_iter().chain(["any"]).collect();
    let mut add = |name: &str, schema: Value| arguments.insert(name.to_owned(), schema);
    add("type", json!({"default": "post", "description": "What is searched.", "type": "string", "enum": TYPES}));
    add(
        "subtype",
        json!({"default": "any", "description": "Types or taxonomies.", "type": "array",
        "items": {"enum": subtypes, "type": "string"}}),
    );
    add("exclude", ids("Without these."));
    add("include", ids("Only these."));
    Value::Object(arguments)
}

async fn search(request: RestRequest) -> RestResult {
    let results = match request.text("type").as_deref() {
        Some("term") => terms::search(&request).await?,
        Some("post-format") => formats::search(&request).await?,
        _ => posts::search(&request).await?,
    };
    let per_page = request.number("per_page").unwrap_or(10).unsigned_abs().max(1);
    let pages = results.total.div_ceil(per_page);
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    if page > pages && results.total > 0 {
        let message = "The page number requested is larger than the number of pages available.";
        return Err(RestError::new(400, "rest_search_invalid_page_number", message));
    }
    let body = results.found.into_iter().map(|found| found.shown(&request)).collect();
    Ok(if pages == 0 { nothing(&request, body) } else { paged(&request, body, results.total, pages) })
}

/// Of an empty list the page before is named all the same.
fn nothing(request: &RestRequest, body: Value) -> RestResponse {
    let response = RestResponse::ok(body).header("X-WP-Total", "0").header("X-WP-TotalPages", "0");
    let page = request.number("page").unwrap_or(1).max(1).unsigned_abs();
    if page > 1 { response.header("Link", neighbours(request, Some(page - 1), None)) } else { response }
}

fn schema() -> Value {
    let shown = json!(["view", "embed"]);
    let field = |description: &str, kind: Value| json!({"description": description, "type": kind, "context": shown, "readonly": true});
    let mut properties = json!({
        "id": field("Its number or name.", json!(["integer", "string"])),
        "title": field("Its title.", json!("string")),
        "url": field("Its address.", json!("string")),
        "type": field("What it is.", json!("string")),
        "subtype": field("Which type or taxonomy.", json!("string")),
    });
    properties["url"]["format"] = json!("uri");
    properties["type"]["enum"] = json!(TYPES);
    properties["subtype"]["enum"] = json!(SUBTYPES);
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "search-result", "type": "object", "properties": properties})
}
