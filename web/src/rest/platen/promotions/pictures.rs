//! Pictures that the gates took: files for whoever may see the plan.

use serde_json::json;
use staging::gates;
use staging::plan::Plan;

use super::addresses::{ENVIRONMENT, digest, environment};
use super::refusals::fault;
use crate::rest::error::RestResult;
use crate::rest::platen::routes::NAMESPACE;
use crate::rest::platen::window::managers;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their route.
pub fn routes() -> Vec<Route> {
    let show = Endpoint::new(READ, json!({}), show).permission(|request| async move { managers(&request) });
    let pattern = format!("{ENVIRONMENT}/pictures/(?P<plan>[0-9a-f]{{8,64}})/(?P<file>[A-Za-z0-9-]+\\.png)");
    vec![Route::new(NAMESPACE, pattern).endpoint(show)]
}

async fn show(request: RestRequest) -> RestResult {
    let (environment, digest) = (environment(&request), digest(&request));
    let file = request.text("file").unwrap_or_default();
    let read = gates::picture(&request.site, &request.actor, &environment, &digest, &file).await;
    let bytes = read.map_err(fault(&request))?;
    Ok(RestResponse { raw: Some(("image/png".to_owned(), bytes)), ..RestResponse::ok(serde_json::Value::Null) })
}

/// Where one of a plan's pictures is; whoever asks adds the proof that it is meant.
pub fn address(request: &RestRequest, plan: &Plan, name: &str) -> String {
    address_of(request, &plan.environment, &plan.digest, name)
}

/// The same for a plan that is known by its digest.
pub fn address_of(request: &RestRequest, environment: &str, digest: &str, name: &str) -> String {
    request.rest_url(&format!("platen/v1/staging/{environment}/pictures/{digest}/{name}"))
}
