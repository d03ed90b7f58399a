//! The second factor of a person.

use cms::users::second_factor::{self, SecondFactor};
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::{named, refusal};
use crate::rest::route::{CREATE, DELETE, Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Its routes.
pub fn routes() -> Vec<Route> {
    const BASE: &str = "/platen/v1/users/(?P<user_id>(?:[\\d]+|me))/second-factor";
    let may = |request: RestRequest| async move { named::may_edit(&request).await };
    let status = Endpoint::new(READ, json!({}), status).permission(may);
    let begin = Endpoint::new(CREATE, json!({}), begin).permission(may);
    let remove = Endpoint::new(DELETE, json!({}), remove).permission(may);
    let code = json!({"code": {"description": "The code that the app shows.", "type": "string", "required": true}});
    let confirm = Endpoint::new(CREATE, code, confirm).permission(may);
    let renew = Endpoint::new(CREATE, json!({}), renew).permission(may);
    vec![
        Route::new(NAMESPACE, BASE).endpoint(status).endpoint(begin).endpoint(remove).schema(schema()),
        Route::new(NAMESPACE, format!("{BASE}/confirm")).endpoint(confirm),
        Route::new(NAMESPACE, format!("{BASE}/recovery-codes")).endpoint(renew),
    ]
}

async fn status(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    let found = second_factor::status(&request.site, &request.actor, user.id).await;
    Ok(RestResponse::ok(shown(found.map_err(refusal(&request.actor))?)))
}

async fn begin(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    let made = second_factor::begin(&request.site, &request.actor, user.id).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"secret": made.secret, "address": made.address})))
}

async fn confirm(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    let code = request.text("code").unwrap_or_default();
    let codes = second_factor::confirm(&request.site, &request.actor, user.id, &code).await;
    Ok(RestResponse::ok(json!({"recovery_codes": codes.map_err(refusal(&request.actor))?})))
}

async fn renew(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    let codes = second_factor::renew_codes(&request.site, &request.actor, user.id).await;
    Ok(RestResponse::ok(json!({"recovery_codes": codes.map_err(refusal(&request.actor))?})))
}

async fn remove(request: RestRequest) -> RestResult {
    let user = named::person(&request).await?;
    second_factor::remove(&request.site, &request.actor, user.id).await.map_err(refusal(&request.actor))?;
    Ok(RestResponse::ok(json!({"deleted": true})))
}

fn shown(factor: SecondFactor) -> Value {
    json!({"enabled": factor.enabled, "required": factor.required, "recovery_codes": factor.recovery_codes})
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "second-factor", "type": "object", "properties": {
        "enabled": {"description": "Whether a code is asked for at sign-in.", "type": "boolean"},
        "required": {"description": "Whether the site requires one of the person's role.", "type": "boolean"},
        "recovery_codes": {"description": "Recovery codes that are left.", "type": "integer"},
    }})
}
