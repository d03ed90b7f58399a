//! Members, for whoever runs the site.

use cms::members::{self, Member};
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{self, arguments_and, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{DELETE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    const ONE: &str = "/platen/v1/members/(?P<id>[\\d]+)";
    let may = |request: RestRequest| async move { window::managers(&request) };
    let search = json!({"search": {"description": "A part of the address.", "type": "string"}});
    let list = Endpoint::new(READ, arguments_and(search), list).permission(may);
    let get = Endpoint::new(READ, json!({}), get).permission(may);
    let delete = Endpoint::new(DELETE, json!({}), delete).permission(may);
    let export = Endpoint::new(READ, json!({}), export).permission(may);
    vec![
        Route::new(NAMESPACE, "/platen/v1/members").endpoint(list).schema(schema()),
        Route::new(NAMESPACE, ONE).endpoint(get).endpoint(delete).schema(schema()),
        Route::new(NAMESPACE, format!("{ONE}/export")).endpoint(export),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let (skip, limit) = window::of(&request);
    let search = request.text("search").unwrap_or_default();
    let found = members::list(&request.site, &request.actor, &search, skip, limit).await;
    let (found, total) = found.map_err(refusal(&request.actor))?;
    let pages = total.div_ceil(limit.max(1));
    let shown = RestResponse::ok(found.iter().map(shown).collect());
    Ok(shown.header("X-WP-Total", total.to_string()).header("X-WP-TotalPages", pages.to_string()))
}

async fn get(request: RestRequest) -> RestResult {
    let found = members::by_id(&request.site, &request.actor, request.number("id").unwrap_or_default()).await;
    Ok(RestResponse::ok(shown(&found.map_err(refusal(&request.actor))?)))
}

async fn delete(request: RestRequest) -> RestResult {
    let gone = members::remove(&request.site, &request.actor, request.number("id").unwrap_or_default()).await;
    gone.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"deleted": true})))
}

async fn export(request: RestRequest) -> RestResult {
    let data = members::export(&request.site, &request.actor, request.number("id").unwrap_or_default()).await;
    Ok(RestResponse::ok(data.map_err(refusal(&request.actor))?))
}

fn shown(member: &Member) -> Value {
    json!({
        "id": member.id, "email": member.email, "name": member.name, "newsletter": member.newsletter,
        "has_card": !member.payment_method.is_empty(), "created": time(member.created),
    })
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "member", "type": "object", "properties": {
        "id": {"description": "Its number.", "type": "integer"},
        "email": {"description": "Mail address.", "type": "string"},
        "name": {"description": "What the person is called.", "type": "string"},
        "newsletter": {"description": "Whether new posts are sent.", "type": "boolean"},
        "has_card": {"description": "Whether the payment provider has a card.", "type": "boolean"},
        "created": {"description": "Since when, UTC.", "type": "string", "format": "date-time"},
    }})
}
