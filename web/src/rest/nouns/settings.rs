//! The settings of a site that WordPress registers for the API.

use cms::settings::{
    self,
    registered::{REGISTERED, Registered},
};
use cms::users::Capability;
use serde_json::{Map, Value, json};

use super::users::refusal;
use crate::rest::error::RestResult;
use crate::rest::route::{EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// The one route.
pub fn routes() -> Vec<Route> {
    let read = Endpoint::new(READ, json!({}), |request| async move { Ok(RestResponse::ok(shown(&request))) })
        .permission(|request| async move { may(&request) });
    let write = Endpoint::new(EDIT, arguments(), update).permission(|request| async move { may(&request) });
    vec![Route::new("wp/v2", "/wp/v2/settings").endpoint(read).endpoint(write).schema(schema())]
}

fn may(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::ManageOptions) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_forbidden", "Sorry, you are not allowed to do that."))
}

/// What a request names is set, all at once; null takes an option back to its default.
async fn update(mut request: RestRequest) -> RestResult {
    let named = REGISTERED.iter().filter(|setting| request.has(setting.name));
    let values: Vec<(&Registered, Option<Value>)> =
        named.map(|setting| (setting, request.get(setting.name).cloned())).collect();
    let updated = settings::update_registered(&request.site, &request.actor, &values).await;
    request.site = updated.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(shown(&request)))
}

fn shown(request: &RestRequest) -> Value {
    let settings = request.site.settings();
    Value::Object(REGISTERED.iter().map(|setting| (setting.name.to_owned(), setting.value(settings))).collect())
}

fn arguments() -> Value {
    let argument = |setting: &Registered| {
        let mut schema = described(setting);
        schema.shift_remove("default");
        (setting.name.to_owned(), Value::Object(schema))
    };
    Value::Object(REGISTERED.iter().map(argument).collect())
}

fn schema() -> Value {
    let properties: Map<String, Value> =
        REGISTERED.iter().map(|setting| (setting.name.to_owned(), Value::Object(described(setting)))).collect();
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "settings", "type": "object", "properties": properties})
}

fn described(setting: &Registered) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".into(), json!(setting.kind.name()));
    schema.insert("title".into(), json!(setting.title));
    schema.insert("description".into(), json!(setting.description));
    schema.insert("default".into(), setting.published_default());
    if let Some(format) = setting.format {
        schema.insert("format".into(), json!(format));
    }
    if !setting.choices.is_empty() {
        schema.insert("enum".into(), json!(setting.choices));
    }
    schema
}
