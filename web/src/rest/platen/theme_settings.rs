//! `platen/v1/theme-settings`: what owners may set about the theme in force.

use cms::theming::{self, Customisable};
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let values = Property::object("Values by the settings' names; others stay.", []).required();
    vec![
        Route::new("platen/v1", "/platen/v1/theme-settings")
            .endpoint(Endpoint::new(READ, json!({}), read).permission(|request| async move { may_style(&request) }))
            .endpoint(
                Endpoint::new(EDIT, property::all([("values", values)]), change)
                    .permission(|request| async move { may_style(&request) }),
            ),
    ]
}

fn may_style(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to edit theme options on this site.";
    Err(RestError::forbidden(&request.actor, "rest_forbidden", message))
}

async fn read(request: RestRequest) -> RestResult {
    let settings = theming::customisable(&request.site, &request.actor)?;
    Ok(RestResponse::ok(settings.into_iter().map(item).collect()))
}

async fn change(request: RestRequest) -> RestResult {
    let values = request.get("values").and_then(Value::as_object).cloned().unwrap_or_default();
    theming::customise(&request.site, &request.actor, &values).await?;
    let mut after = request;
    after.site = cms::sites::by_id(after.site.host(), after.site.id()).await?;
    read(after).await
}

fn item(one: Customisable) -> Value {
    json!({
        "name": one.name,
        "label": one.setting.label,
        "help": one.setting.help,
        "type": one.setting.kind,
        "choices": one.setting.choices,
        "default": one.setting.default,
        "value": one.value,
    })
}
