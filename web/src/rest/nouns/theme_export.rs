//! `wp-block-editor/v1/export`: the active theme as an archive.

use cms::theming;
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let endpoint = Endpoint::new(READ, json!({}), answer).permission(|request| async move { may_export(&request) });
    vec![Route::new("wp-block-editor/v1", "/wp-block-editor/v1/export").endpoint(endpoint)]
}

fn may_export(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::Export) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to export templates and template parts.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_export_templates", message))
}

async fn answer(request: RestRequest) -> RestResult {
    let (name, bytes) = theming::pack(&request.site, &request.actor)?;
    let response = RestResponse { raw: Some(("application/zip".to_owned(), bytes)), ..RestResponse::ok(Value::Null) };
    Ok(response.header("Content-Disposition", format!("attachment; filename={name}.zip")))
}
