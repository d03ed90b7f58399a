//! The outbox: what became of letters. Their texts are not shown.

use cms::letters::{self, Letter};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let arguments = json!({
        "state": {"description": "Only those in this state.", "type": "string",
            "enum": ["queued", "sending", "sent", "failed", "unknown", "suppressed"]},
        "per_page": {"description": "At most so many.", "type": "integer", "default": 50, "minimum": 1, "maximum": 100},
    });
    let list = Endpoint::new(READ, arguments, list)
        .permission(|request| async move { only(&request, Capability::ManageOptions) });
    vec![Route::new(NAMESPACE, "/platen/v1/letters").endpoint(list).schema(schema())]
}

async fn list(request: RestRequest) -> RestResult {
    let limit = request.number("per_page").unwrap_or(50).clamp(1, 100).unsigned_abs();
    let found = letters::list(&request.site, &request.actor, request.text("state").as_deref(), limit).await;
    Ok(RestResponse::ok(found.map_err(refusal(&request.actor))?.iter().map(shown).collect()))
}

fn shown(letter: &Letter) -> Value {
    json!({
        "id": letter.id, "kind": letter.kind, "recipient": letter.recipient, "subject": letter.subject,
        "state": letter.state, "attempts": letter.attempts, "error": letter.error, "created": time(letter.created),
        "sent": letter.sent.map(time), "delivery": letter.delivery, "delivery_note": letter.delivery_note,
        "delivery_time": letter.delivery_time.map(time),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "letter", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "kind": {"description": "What it is about.", "type": "string"},
        "recipient": {"description": "To whom.", "type": "string"},
        "subject": {"description": "Its subject.", "type": "string"},
        "state": {"description": "queued, sending, sent, failed, unknown or suppressed.", "type": "string"},
        "attempts": {"description": "Tries so far.", "type": "integer"},
        "error": {"description": "Why the last try failed.", "type": "string"},
        "created": {"description": "When it was written, UTC.", "type": "string", "format": "date-time"},
        "sent": {"description": "When it left, UTC.", "type": ["string", "null"], "format": "date-time"},
        "delivery": {"description": "delivered, delayed, bounced or complained, once that is told.", "type": "string"},
        "delivery_note": {"description": "What the other side said.", "type": "string"},
        "delivery_time": {"description": "When it was told, UTC.", "type": ["string", "null"], "format": "date-time"},
    }})
}
