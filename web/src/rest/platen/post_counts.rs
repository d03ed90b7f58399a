//! What the list of posts can be narrowed to.

use cms::posts;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::only;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let arguments = json!({
        "post_type": {"description": "Of posts of this type.", "type": "string", "default": "post"},
    });
    let read = Endpoint::new(READ, arguments, read)
        .permission(|request| async move { only(&request, posts::capabilities(&post_type(&request)).edit) });
    vec![Route::new(NAMESPACE, "/platen/v1/post-counts").endpoint(read).schema(schema())]
}

fn post_type(request: &RestRequest) -> String {
    request.text("post_type").unwrap_or_else(|| "post".to_owned())
}

async fn read(request: RestRequest) -> RestResult {
    let counts = posts::counts(&request.site, &request.actor, &post_type(&request)).await;
    let counts = counts.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"statuses": counts.statuses, "months": counts.months})))
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "post-counts", "type": "object", "properties": {
        "statuses": {"description": "How many posts there are, by status.", "type": "object",
            "additionalProperties": {"type": "integer"}},
        "months": {"description": "Months that have posts, such as 2026-11; the latest first.", "type": "array",
            "items": {"type": "string"}},
    }})
}
