//! Which search engines are told what changes.

use cms::search_engines::{self, Engine, EngineState};
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::{only, time};
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let manager = |request: RestRequest| async move { only(&request, Capability::ManageOptions) };
    let engine = json!({"description": "Which one.", "type": "string", "enum": ["indexnow", "search-console"],
        "required": true});
    let property = json!({"description": "The property in Search Console.", "type": "string", "default": ""});
    vec![
        Route::new(NAMESPACE, "/platen/v1/search-engines")
            .endpoint(Endpoint::new(READ, json!({}), list).permission(manager))
            .endpoint(
                Endpoint::new(CREATE, json!({"engine": engine, "property": property}), enable).permission(manager),
            )
            .endpoint(Endpoint::new(DELETE, json!({"engine": engine}), disable).permission(manager))
            .schema(schema()),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    let found = search_engines::list(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(found.iter().map(shown).collect()))
}

async fn enable(request: RestRequest) -> RestResult {
    let property = request.text("property");
    let enabled = search_engines::enable(&request.site, &request.actor, engine(&request)?, property.as_deref()).await;
    enabled.map_err(refusal(&request.actor))?;
    Ok(RestResponse { status: 201, ..RestResponse::ok(json!({"enabled": true})) })
}

async fn disable(request: RestRequest) -> RestResult {
    let disabled = search_engines::disable(&request.site, &request.actor, engine(&request)?).await;
    disabled.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"deleted": true})))
}

fn engine(request: &RestRequest) -> RestResult<Engine> {
    let named = Engine::named(&request.text("engine").unwrap_or_default());
    named.ok_or_else(|| RestError::new(400, "rest_invalid_param", "Invalid parameter(s): engine"))
}

fn shown(state: &EngineState) -> Value {
    json!({
        "engine": state.engine.name(), "enabled": !state.set_to.is_empty(), "set_to": state.set_to,
        "silent": state.silent, "told": state.told.map(time), "tried": state.tried.map(time), "note": state.note,
        "addresses": state.addresses, "waiting": state.waiting,
    })
}

fn schema() -> Value {
    let text = |what: &str| json!({"description": what, "type": "string"});
    let moment = |what: &str| json!({"description": what, "type": ["string", "null"], "format": "date-time"});
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "search-engine", "type": "object",
    "properties": {
        "engine": text("indexnow or search-console."),
        "enabled": {"description": "Whether it is told.", "type": "boolean"},
        "set_to": text("The key, or the property."),
        "silent": text("Why it is told nothing all the same."),
        "told": moment("When it last took what it was told, UTC."),
        "tried": moment("When it was last tried, UTC."),
        "note": text("Why the last try failed."),
        "addresses": {"description": "Addresses told so far.", "type": "integer"},
        "waiting": {"description": "Posts that changed and are not told yet.", "type": "integer"},
    }})
}
