//! Places of the active theme that show a menu.

use cms::menus;
use cms::users::Capability;
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse, item_schema};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let location = json!({"description": "The place.", "type": "string"});
    vec![
        Route::new("wp/v2", "/wp/v2/menu-locations")
            .endpoint(Endpoint::new(READ, json!({"context": context()}), list).permission(may_read))
            .schema(schema()),
        Route::new("wp/v2", "/wp/v2/menu-locations/(?P<location>[\\w-]+)")
            .endpoint(
                Endpoint::new(READ, json!({"location": location, "context": context()}), single).permission(may_read),
            )
            .schema(schema()),
    ]
}

fn schema() -> Value {
    item_schema::item(
        "menu-location",
        property::all([
            ("name", Property::text("Its name.").shown("bve").readonly()),
            ("description", Property::text("What it is for.").shown("bve").readonly()),
            ("menu", Property::integer("The menu that it shows, or 0.").shown("bve").readonly()),
        ]),
    )
}

async fn may_read(request: RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to view menu locations.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_view", message))
}

async fn list(request: RestRequest) -> RestResult {
    let theme = request.site.host().themes().of(request.site.settings())?;
    let places = theme.manifest().menus.iter();
    let shown: Map<String, Value> = places.map(|(name, label)| (name.clone(), item(&request, name, label))).collect();
    Ok(RestResponse::ok(if shown.is_empty() { json!([]) } else { Value::Object(shown) }))
}

async fn single(request: RestRequest) -> RestResult {
    let theme = request.site.host().themes().of(request.site.settings())?;
    let name = request.text("location").unwrap_or_default();
    let label = theme.manifest().menus.get(&name);
    let unknown = || RestError::new(404, "rest_menu_location_invalid", "Invalid menu location.");
    Ok(RestResponse::ok(item(&request, &name, label.ok_or_else(unknown)?)))
}

fn item(request: &RestRequest, name: &str, label: &str) -> Value {
    let menu = menus::at(&request.site, name);
    let base = request.rest_url("wp/v2/menu-locations");
    let mut links = json!({"self": [{"href": format!("{base}/{name}")}], "collection": [{"href": base}]});
    if menu != 0 {
        let href = request.rest_url(&format!("wp/v2/menus/{menu}"));
        links["wp:menu"] = json!([{"embeddable": true, "href": href}]);
    }
    links["curies"] = json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}]);
    json!({"name": name, "description": label, "menu": menu, "_links": links})
}
