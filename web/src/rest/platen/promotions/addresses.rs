//! Which environment and which plan a request is about.

use cms::Site;
use serde_json::{Value, json};
use staging::environments::{ClonedSite, reach_site};
use staging::plan::{self, Plan};

use super::refusals::{fault, refused};
use crate::rest::RestRequest;
use crate::rest::error::RestResult;

/// The beginning of every route of an environment.
pub const ENVIRONMENT: &str = "/platen/v1/staging/(?P<environment>[a-z0-9-]+)";

/// The clone that the address names, and what production knows of it.
pub async fn clone_of(request: &RestRequest) -> RestResult<(Site, ClonedSite)> {
    reach_site(&request.site, &environment(request)).await.map_err(refused(request))
}

/// The environment that the address names.
pub fn environment(request: &RestRequest) -> String {
    request.text("environment").unwrap_or_default()
}

/// The argument that says which plan.
pub fn plan_argument() -> Value {
    json!({"description": "The plan's digest.", "type": "string", "pattern": "^[0-9a-f]{8,64}$", "required": true})
}

/// The plan that the request names.
pub async fn plan_of(request: &RestRequest, clone: &Site) -> RestResult<Plan> {
    plan::kept(clone, &digest(request)).await.map_err(|error| fault(request)(error.into()))
}

/// The digest that it names.
pub fn digest(request: &RestRequest) -> String {
    request.text("plan").unwrap_or_default()
}
