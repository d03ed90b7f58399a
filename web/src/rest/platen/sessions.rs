//! The signed-in browsers of a person.

use cms::users;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::time;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::{named, refusal};
use crate::rest::route::{DELETE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    const BASE: &str = "/platen/v1/users/(?P<user_id>(?:[\\d]+|me))/sessions";
    let may = |request: RestRequest| async move { named::may_edit(&request).await };
    let list = Endpoint::new(READ, json!({}), list).permission(may);
    let end_all = Endpoint::new(DELETE, json!({}), end_all).permission(may);
    let end = Endpoint::new(DELETE, json!({}), end).permission(may);
    vec![
        Route::new(NAMESPACE, BASE).endpoint(list).endpoint(end_all).schema(schema()),
        Route::new(NAMESPACE, format!("{BASE}/(?P<session>[\\d]+)")).endpoint(end).schema(schema()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    let rows = users::list_sessions(&request.site, &request.actor, user.id).await.map_err(refusal(&request.actor))?;
    let shown = |row: &users::session_entity::Model| {
        json!({
            "id": row.id, "created": time(row.created), "expires": time(row.expires), "address": row.ip,
            "user_agent": row.user_agent,
        })
    };
    Ok(RestResponse::ok(rows.iter().map(shown).collect()))
}

async fn end(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    let session = request.number("session").unwrap_or_default();
    let ended = users::end_session(&request.site, &request.actor, user.id, session).await;
    ended.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"deleted": true})))
}

async fn end_all(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    let ended = users::end_sessions(&request.site, &request.actor, user.id).await;
    Ok(RestResponse::ok(json!({"deleted": true, "count": ended.map_err(refusal(&request.actor))?})))
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "session", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "created": {"description": "When it began, UTC.", "type": "string", "format": "date-time"},
        "expires": {"description": "When it ends, UTC.", "type": "string", "format": "date-time"},
        "address": {"description": "From which network address it began.", "type": "string"},
        "user_agent": {"description": "What the browser called itself.", "type": "string"},
    }})
}
