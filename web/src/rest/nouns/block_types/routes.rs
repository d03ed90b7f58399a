//! The blocks that this host can render, for editors.

use cms::blocks::registered_blocks;
use cms::users::Capability;
use serde_json::{Value, json};

use super::item::shown;
use super::schema::schema;

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const NAMESPACE: &str = "[a-zA-Z0-9_-]+";

/// Their routes.
pub fn routes() -> Vec<Route> {
    let base = "/wp/v2/block-types";
    vec![
        Route::new("wp/v2", base).endpoint(listing()).schema(schema()),
        Route::new("wp/v2", format!("{base}/(?P<namespace>{NAMESPACE})")).endpoint(listing()).schema(schema()),
        Route::new("wp/v2", format!("{base}/(?P<namespace>{NAMESPACE})/(?P<name>{NAMESPACE})"))
            .endpoint(
                Endpoint::new(READ, single_arguments(), single)
                    .permission(|request| async move { find(&request).map(|_| ()) }),
            )
            .schema(schema()),
    ]
}

fn listing() -> Endpoint {
    let namespace = Property::text("The first part of their names.");
    let arguments = json!({"context": context(), "namespace": Value::from(namespace)});
    Endpoint::new(READ, arguments, list).permission(|request| async move { may_list(&request) })
}

fn single_arguments() -> Value {
    let mut arguments = property::all([
        ("name", Property::text("The second part of its name.")),
        ("namespace", Property::text("The first part of its name.")),
    ]);
    arguments["context"] = context();
    arguments
}

fn may_list(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to manage block types.";
    Err(RestError::forbidden(&request.actor, "rest_block_type_cannot_view", message))
}

async fn list(request: RestRequest) -> RestResult {
    let namespace = request.text("namespace").filter(|namespace| !namespace.is_empty());
    let wanted = registered_blocks().iter().filter(|(name, _)| {
        namespace.as_ref().is_none_or(|namespace| name.split('/').next() == Some(namespace.as_str()))
    });
    Ok(RestResponse::ok(wanted.map(|(name, record)| shown(&request, name, record)).collect()))
}

fn find(request: &RestRequest) -> RestResult<(String, &'static Value)> {
    may_list(request)?;
    let text = |name: &str| request.text(name).unwrap_or_default();
    let name = format!("{}/{}", text("namespace"), text("name"));
    let found = registered_blocks().get(&name);
    let record = found.ok_or_else(|| RestError::new(404, "rest_block_type_invalid", "Invalid block type."))?;
    Ok((name, record))
}

async fn single(request: RestRequest) -> RestResult {
    let (name, record) = find(&request)?;
    Ok(RestResponse::ok(shown(&request, &name, record)))
}
