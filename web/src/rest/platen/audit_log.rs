//! Who did what, when, from where.

use cms::audit::{self, AuditLine, AuditQuery};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{self, only, time};
use crate::rest::RestRequest;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::paging::paged;
use crate::rest::route::{Endpoint, READ, Route};

/// Its route.
pub fn routes() -> Vec<Route> {
    let arguments = window::arguments_and(json!({
        "user": {"description": "Only what this account did.", "type": "integer"},
        "action": {"description": "Only this action.", "type": "string"},
        "object_type": {"description": "Only what was done to this kind of thing.", "type": "string"},
        "object_id": {"description": "Only what was done to the thing with this number.", "type": "integer"},
    }));
    let list = Endpoint::new(READ, arguments, list)
        .permission(|request| async move { only(&request, Capability::ManageOptions) });
    vec![Route::new(NAMESPACE, "/platen/v1/audit-log").endpoint(list).schema(schema())]
}

async fn list(request: RestRequest) -> RestResult {
    let (offset, limit) = window::of(&request);
    let query = AuditQuery {
        user_id: request.number("user"),
        action: request.text("action"),
        object_type: request.text("object_type"),
        object_id: request.number("object_id"),
        offset,
        limit,
    };
    let found = audit::list(&request.site, &request.actor, &query).await;
    let (lines, total) = found.map_err(refusal(&request.actor))?;
    Ok(paged(&request, lines.iter().map(shown).collect(), total, total.div_ceil(limit)))
}

fn shown(line: &AuditLine) -> Value {
    json!({
        "id": line.id, "date": time(line.happened), "user": line.user_id, "login": line.login,
        "address": line.address, "face": line.face, "action": line.action, "object_type": line.object_type,
        "object_id": line.object_id, "details": serde_json::from_str::<Value>(&line.details).unwrap_or_default(),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "audit-line", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "date": {"description": "When, UTC.", "type": "string", "format": "date-time"},
        "user": {"description": "Who; 0 for nobody and for the host itself.", "type": "integer"},
        "login": {"description": "The login at that time.", "type": "string"},
        "address": {"description": "From which network address.", "type": "string"},
        "face": {"description": "By which way: rest, xml-rpc, command line, ….", "type": "string"},
        "action": {"description": "What was done.", "type": "string"},
        "object_type": {"description": "To what kind of thing.", "type": "string"},
        "object_id": {"description": "Its number, or 0.", "type": "integer"},
        "details": {"description": "What else there is to tell.", "type": "object"},
    }})
}
