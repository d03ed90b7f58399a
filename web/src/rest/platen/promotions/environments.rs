//! The environments: all of the host for network admins, and those that a site was cloned into for whoever runs the site.

use cms::users::Capability;
use cms::{Error, Site, sites};
use serde_json::{Value, json};
use staging::environments::{self, Room};
use staging::{gates, promote};

use super::refusals::refused;
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::{managers, only, time};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let all = Endpoint::new(READ, json!({}), all)
        .permission(|request| async move { only(&request, Capability::ManageNetwork) });
    let own = Endpoint::new(READ, json!({}), own).permission(|request| async move { managers(&request) });
    vec![
        Route::new(NAMESPACE, "/platen/v1/environments").endpoint(all).schema(schema()),
        Route::new(NAMESPACE, "/platen/v1/staging").endpoint(own).schema(room_schema()),
    ]
}

async fn all(request: RestRequest) -> RestResult {
    let host = request.site.host();
    let mut shown = Vec::new();
    for listed in environments::list(host, &request.actor).await.map_err(refused(&request))? {
        let mut rooms = Vec::new();
        for cloned in &listed.sites {
            let site = match sites::by_id(host, cloned.site_id).await {
                Err(Error::NotFound { .. }) => continue,
                site => site?,
            };
            rooms.extend(rooms_of(&request, &site, Some(&listed.environment.name)).await?);
        }
        let created = time(listed.environment.created);
        shown.push(json!({"name": listed.environment.name, "created": created, "sites": rooms}));
    }
    Ok(RestResponse::ok(Value::Array(shown)))
}

async fn own(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(Value::Array(rooms_of(&request, &request.site, None).await?)))
}

/// The clones of a site, or only the one in this environment.
async fn rooms_of(request: &RestRequest, site: &Site, only: Option<&str>) -> RestResult<Vec<Value>> {
    let promotions = promote::log(site, &request.actor).await.map_err(refused(request))?;
    let rooms = environments::of_site(site, &request.actor).await.map_err(refused(request))?;
    let mut shown = Vec::new();
    for room in rooms.iter().filter(|room| only.is_none_or(|name| name == room.cloned.environment)) {
        let last = promotions.iter().find(|promotion| promotion.environment == room.cloned.environment);
        shown.push(item(site, room, last_check(request, site, room).await, last.map(promotion)));
    }
    Ok(shown)
}

/// What the gates said of the last plan. A manifest that cannot be read is told where the plan is looked at.
async fn last_check(request: &RestRequest, site: &Site, room: &Room) -> Option<Value> {
    let (digest, _) = room.last_plan.as_ref()?;
    let checked = gates::checked(site, &request.actor, &room.cloned.environment, digest).await.ok()??;
    let closed = checked.closed_gates().count();
    Some(json!({"checked": checked.sealed.map(time), "gates": checked.gates.len(), "closed": closed}))
}

fn promotion(promotion: &promote::Promotion) -> Value {
    json!({"id": promotion.id, "state": promotion.state, "person": promotion.person, "started": time(promotion.started)})
}

fn item(site: &Site, room: &Room, check: Option<Value>, promotion: Option<Value>) -> Value {
    let cloned = &room.cloned;
    json!({
        "environment": cloned.environment,
        "site": site.id(),
        "title": site.settings().blogname(),
        "url": site.url(),
        "staging_url": cloned.url,
        "state": cloned.state,
        "cloned": cloned.cloned.map(time),
        "out_of_reach": room.out_of_reach,
        "last_plan": room.last_plan.as_ref().map(|(digest, made)| json!({"digest": digest, "made": time(*made)})),
        "last_check": check,
        "last_promotion": promotion,
    })
}

fn room_schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "staging", "type": "object", "properties": {
        "environment": {"description": "The environment's name.", "type": "string"},
        "site": {"description": "The site's number.", "type": "integer"},
        "title": {"description": "The site's title.", "type": "string"},
        "url": {"description": "Production's address.", "type": "string", "format": "uri"},
        "staging_url": {"description": "The clone's address.", "type": "string", "format": "uri"},
        "state": {"description": "emptying, cloning or ready.", "type": "string"},
        "cloned": {"description": "When the clone was complete, UTC.", "type": ["string", "null"], "format": "date-time"},
        "out_of_reach": {"description": "Why this front cannot look into it.", "type": ["string", "null"]},
        "last_plan": {"description": "Digest and time of the last plan.", "type": ["object", "null"]},
        "last_check": {"description": "What the gates said of it, in numbers.", "type": ["object", "null"]},
        "last_promotion": {"description": "The last promotion from there.", "type": ["object", "null"]},
    }})
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "environment", "type": "object", "properties": {
        "name": {"description": "Its name.", "type": "string"},
        "created": {"description": "When it was made, UTC.", "type": "string", "format": "date-time"},
        "sites": {"description": "The sites that were cloned into it.", "type": "array", "items": {"type": "object"}},
    }})
}
