//! Icons for blocks: WordPress's own collection is known by name; this host ships no drawings of it.

use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::collection_arguments::{context, first};
use crate::rest::error::RestResult;
use crate::rest::item_schema;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const SLUG: &str = "[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?";
const CORE: &str = "core";

/// Their routes.
pub fn routes() -> Vec<Route> {
    let own = |endpoint: Endpoint, what: &'static str| {
        endpoint.permission(move |request| async move { may_view(&request, what) })
    };
    let mut one_icon = property::all([("name", Property::text("The icon's name."))]);
    one_icon["context"] = context();
    let mut one_collection = property::all([("slug", Property::text("The collection's name."))]);
    one_collection["context"] = context();
    let (icons, collections) = ("icons", "icon collections");
    vec![
        Route::new("wp/v2", "/wp/v2/icons")
            .endpoint(own(Endpoint::new(READ, list_arguments(), list), icons))
            .schema(icon_schema()),
        Route::new("wp/v2", format!("/wp/v2/icons/(?P<collection>{SLUG})"))
            .endpoint(own(Endpoint::new(READ, list_arguments(), list), icons))
            .schema(icon_schema()),
        Route::new("wp/v2", format!("/wp/v2/icons/(?P<name>{SLUG}/{SLUG})"))
            .endpoint(own(Endpoint::new(READ, one_icon, single), icons))
            .schema(icon_schema()),
        Route::new("wp/v2", "/wp/v2/icon-collections")
            .endpoint(own(Endpoint::new(READ, Value::Object(first()), list_collections), collections))
            .schema(collection_schema()),
        Route::new("wp/v2", format!("/wp/v2/icon-collections/(?P<slug>{SLUG})"))
            .endpoint(own(Endpoint::new(READ, one_collection, single_collection), collections))
            .schema(collection_schema()),
    ]
}

fn list_arguments() -> Value {
    let mut arguments = Value::Object(first());
    arguments["collection"] =
        Property::text("Of this collection.").with("pattern", "^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$").into();
    arguments
}

fn may_view(request: &RestRequest, what: &str) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let message = format!("Sorry, you are not allowed to view the registered {what}.");
    Err(RestError::forbidden(&request.actor, "rest_cannot_view", &message))
}

async fn list(request: RestRequest) -> RestResult {
    match request.text("collection").filter(|collection| collection != CORE) {
        None => Ok(RestResponse::ok(json!([]))),
        Some(_) => Err(no_collection()),
    }
}

async fn single(request: RestRequest) -> RestResult {
    let name = request.text("name").unwrap_or_default();
    Err(RestError::new(404, "rest_icon_not_found", &format!("Icon not found: {name}.")))
}

fn no_collection() -> RestError {
    RestError::new(404, "rest_icon_collection_not_found", "Icon collection not found.")
}

fn core(request: &RestRequest) -> Value {
    let own = request.rest_url("wp/v2/icon-collections/core");
    json!({
        "slug": CORE, "label": "Core", "description": "WordPress's own icons.",
        "_links": {
            "self": [{"href": own, "targetHints": {"allow": ["GET"]}}],
            "collection": [{"href": request.rest_url("wp/v2/icon-collections")}],
        },
    })
}

async fn list_collections(request: RestRequest) -> RestResult {
    let words = request.text("search").unwrap_or_default().to_lowercase();
    let shown: Vec<Value> = if CORE.contains(&words) { vec![core(&request)] } else { Vec::new() };
    Ok(RestResponse::ok(Value::Array(shown)))
}

async fn single_collection(request: RestRequest) -> RestResult {
    match request.text("slug").as_deref() {
        Some(CORE) => Ok(RestResponse::ok(core(&request))),
        _ => Err(no_collection()),
    }
}

fn icon_schema() -> Value {
    let text = |description| Property::text(description).readonly().shown("veb");
    let fields = [
        ("name", text("Its name.")),
        ("label", text("Its name for people.")),
        ("content", text("Its drawing as SVG.")),
        ("collection", text("Its collection.")),
    ];
    item_schema::item("icon", property::all(fields))
}

fn collection_schema() -> Value {
    let text = |description| Property::text(description).readonly().shown("veb");
    let fields =
        [("slug", text("Its name.")), ("label", text("Its name for people.")), ("description", text("What it has."))];
    item_schema::item("icon-collection", property::all(fields))
}
