//! How letters fare: rates, the breaker, to whom nothing goes, and what the domain says.

use cms::letters::{self, Breaker, PaceRow, Rates, Suppression};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{self, only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Its routes.
pub fn routes() -> Vec<Route> {
    let manager = |request: RestRequest| async move { only(&request, Capability::ManageOptions) };
    let address = json!({"description": "A mail address.", "type": "string", "required": true});
    let entry = json!({"address": address, "note": {"description": "Why.", "type": "string", "default": ""}});
    vec![
        Route::new(NAMESPACE, "/platen/v1/mail")
            .endpoint(Endpoint::new(READ, json!({}), status).permission(manager))
            .schema(status_schema()),
        Route::new(NAMESPACE, "/platen/v1/mail/breaker")
            .endpoint(Endpoint::new(DELETE, json!({}), reset).permission(manager)),
        Route::new(NAMESPACE, "/platen/v1/mail/suppressions")
            .endpoint(Endpoint::new(READ, window::arguments(), suppressions).permission(manager))
            .endpoint(Endpoint::new(CREATE, entry, suppress).permission(manager))
            .endpoint(Endpoint::new(DELETE, json!({"address": address}), unsuppress).permission(manager))
            .schema(suppression_schema()),
        Route::new(NAMESPACE, "/platen/v1/mail/domain")
            .endpoint(Endpoint::new(READ, json!({}), domain).permission(manager))
            .schema(domain_schema()),
        Route::new(NAMESPACE, "/platen/v1/mail/notices")
            .endpoint(Endpoint::new(CREATE, json!({}), receive).permission(|_| async { Ok(()) })),
    ]
}

async fn status(request: RestRequest) -> RestResult {
    let found = letters::breaker(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    let paces = letters::pace(request.site.host(), &request.actor).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(shown(found.0.as_ref(), &found.1, &paces)))
}

fn shown(breaker: Option<&Breaker>, rates: &Rates, paces: &[PaceRow]) -> Value {
    let doors: Vec<Value> = paces.iter().map(pace).collect();
    json!({
        "sent": rates.sent, "bounced": rates.bounced, "complained": rates.complained,
        "bounce_percent": rates.bounce_percent(), "complaint_percent": rates.complaint_percent(),
        "breaker_opened": breaker.and_then(|row| row.opened).map(time),
        "breaker_reason": breaker.map(|row| row.reason.clone()).unwrap_or_default(),
        "doors": doors,
    })
}

fn pace(row: &PaceRow) -> Value {
    json!({"door": row.door, "per_second": row.per_second, "per_day": row.day_limit, "left_today": row.day_left,
        "may_send": row.may_send, "note": row.note})
}

async fn reset(request: RestRequest) -> RestResult {
    letters::reset_breaker(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"reset": true})))
}

async fn suppressions(request: RestRequest) -> RestResult {
    let (skip, limit) = window::of(&request);
    let found = letters::suppressions(&request.site, &request.actor, skip, limit).await;
    Ok(RestResponse::ok(found.map_err(refusal(&request.actor))?.iter().map(entry).collect()))
}

fn entry(row: &Suppression) -> Value {
    json!({"address": row.address, "reason": row.reason, "kind": row.scope, "note": row.note,
        "created": time(row.created)})
}

async fn suppress(request: RestRequest) -> RestResult {
    let (address, note) = (request.text("address").unwrap_or_default(), request.text("note").unwrap_or_default());
    letters::suppress(&request.site, &request.actor, &address, &note).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse { status: 201, ..RestResponse::ok(json!({"address": address.trim().to_lowercase()})) })
}

async fn unsuppress(request: RestRequest) -> RestResult {
    let address = request.text("address").unwrap_or_default();
    letters::unsuppress(&request.site, &request.actor, &address).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"deleted": true})))
}

async fn domain(request: RestRequest) -> RestResult {
    let check = letters::check_domain(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    let is_good = check.is_good();
    let mut shown = serde_json::to_value(check).unwrap_or_default();
    shown["good"] = json!(is_good);
    Ok(RestResponse::ok(shown))
}

/// What Amazon SNS brings: anybody may ask, and only what it signed counts.
async fn receive(request: RestRequest) -> RestResult {
    letters::receive(request.site.host(), &request.body).await?;
    Ok(RestResponse::ok(json!({"received": true})))
}

fn status_schema() -> Value {
    let number = |what: &str| json!({"description": what, "type": "integer"});
    let share = |what: &str| json!({"description": what, "type": "number"});
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "mail", "type": "object", "properties": {
        "sent": number("Letters that left in a day."), "bounced": number("Of them, those that came back."),
        "complained": number("Of them, those that were called unwanted."),
        "bounce_percent": share("The share that came back."),
        "complaint_percent": share("The share that was called unwanted."),
        "breaker_opened": {"description": "Since when letters wait, UTC; null while they leave.",
            "type": ["string", "null"], "format": "date-time"},
        "breaker_reason": {"description": "Why they wait.", "type": "string"},
        "doors": {"description": "How fast letters may leave, by each way out.", "type": "array",
            "items": {"type": "object"}},
    }})
}

fn suppression_schema() -> Value {
    let text = |what: &str| json!({"description": what, "type": "string"});
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "suppression", "type": "object",
    "properties": {
        "address": text("The mail address."),
        "reason": text("bounce, complaint, manual or unsubscribed."),
        "kind": text("The kind of letters that is not wanted; empty for all."),
        "note": text("What was said about it."),
        "created": {"description": "Since when, UTC.", "type": "string", "format": "date-time"},
    }})
}

fn domain_schema() -> Value {
    let text = |what: &str| json!({"description": what, "type": "string"});
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "mail-domain", "type": "object",
    "properties": {
        "sender": text("The address that letters come from."),
        "domain": text("Its domain."),
        "door": text("The way out."),
        "good": {"description": "Whether every record is as it should be.", "type": "boolean"},
        "records": {"description": "SPF, DKIM and DMARC: what is there and what should be.", "type": "array",
            "items": {"type": "object"}},
    }})
}
