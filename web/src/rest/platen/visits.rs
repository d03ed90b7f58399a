//! How often the site's pages were read.

use cms::users::Capability;
use cms::visits;
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
        "days": {"description": "So many days, today at the end.", "type": "integer", "default": 30, "minimum": 1,
            "maximum": 366},
    });
    let list =
        Endpoint::new(READ, arguments, list).permission(|request| async move { only(&request, Capability::EditPosts) });
    vec![Route::new(NAMESPACE, "/platen/v1/visits").endpoint(list).schema(schema())]
}

async fn list(request: RestRequest) -> RestResult {
    let days = u32::try_from(request.number("days").unwrap_or(30).clamp(1, 366)).unwrap_or(30);
    let found = visits::of_last_days(&request.site, &request.actor, days).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(found.iter().map(|row| json!({"day": row.day, "views": row.views})).collect()))
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "visits", "type": "object", "properties": {
        "day": {"description": "The day, UTC.", "type": "string", "format": "date"},
        "views": {"description": "Pages that were read.", "type": "integer"},
    }})
}
