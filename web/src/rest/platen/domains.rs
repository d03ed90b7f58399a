//! The names that lead to the site.

use cms::sites;
use cms::users::Capability;
use serde_json::{Value, json};

use super::routes::NAMESPACE;
use super::window::only;
use crate::rest::error::RestResult;
use crate::rest::nouns::users::refusal;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestRequest, RestResponse};

/// Their route.
pub fn routes() -> Vec<Route> {
    let list = Endpoint::new(READ, json!({}), list)
        .permission(|request| async move { only(&request, Capability::ManageOptions) });
    vec![Route::new(NAMESPACE, "/platen/v1/domains").endpoint(list).schema(schema())]
}

async fn list(request: RestRequest) -> RestResult {
    let found = sites::domains(&request.site, &request.actor).await.map_err(refusal(&request.actor))?;
    let shown = |domain: &sites::Domain| json!({"host": domain.host, "primary": domain.is_primary});
    Ok(RestResponse::ok(found.iter().map(shown).collect()))
}

fn schema() -> Value {
    json!({"$schema": "http://json-schema.org/draft-04/schema#", "title": "domain", "type": "object", "properties": {
        "host": {"description": "The name, with the port where it is not the scheme's own.", "type": "string"},
        "primary": {"description": "Whether the site's address uses it.", "type": "boolean"},
    }})
}
