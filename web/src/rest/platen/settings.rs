//! `platen/v1/settings`: the settings of the screens that WordPress's API does not register.

use cms::settings;
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// The one route.
pub fn routes() -> Vec<Route> {
    let values = Property::object("Values by the options' names; others stay.", []).required();
    let permission = |request: RestRequest| async move { may(&request) };
    vec![
        Route::new("platen/v1", "/platen/v1/settings")
            .endpoint(Endpoint::new(READ, json!({}), read).permission(permission))
            .endpoint(Endpoint::new(EDIT, property::all([("values", values)]), update).permission(permission)),
    ]
}

fn may(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::ManageOptions) {
        return Ok(());
    }
    Err(RestError::forbidden(&request.actor, "rest_forbidden", "Sorry, you are not allowed to do that."))
}

async fn read(request: RestRequest) -> RestResult {
    Ok(RestResponse::ok(Value::Object(settings::further(&request.site, &request.actor)?)))
}

async fn update(mut request: RestRequest) -> RestResult {
    let values = request.get("values").and_then(Value::as_object).cloned().unwrap_or_default();
    request.site = settings::update_further(&request.site, &request.actor, &values).await?;
    read(request).await
}
