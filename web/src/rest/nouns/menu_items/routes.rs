//! The routes of menu items.

use cms::Settings;

use super::read::{self, KIND};
use super::{arguments, delete, schema, write};
use crate::rest::RestRequest;
use crate::rest::nouns::posts::{autosaves_taking, may_create, may_delete, may_update, schema_links};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};

/// All of them.
pub fn routes(settings: &Settings) -> Vec<Route> {
    let collection = Route::new("wp/v2", "/wp/v2/menu-items")
        .endpoint(
            Endpoint::new(READ, arguments::collection(settings), read::list).permission(read::may_list).batchable(),
        )
        .endpoint(
            Endpoint::new(CREATE, arguments::create(), write::create)
                .permission(|request| may_create(request, KIND))
                .batchable(),
        )
        .schema_for(with_links);
    let single = Route::new("wp/v2", "/wp/v2/menu-items/(?P<id>[\\d]+)")
        .endpoint(Endpoint::new(READ, arguments::single(), read::single).permission(read::may_read).batchable())
        .endpoint(
            Endpoint::new(EDIT, arguments::update(), write::update)
                .permission(|request| may_update(request, KIND))
                .batchable(),
        )
        .endpoint(
            Endpoint::new(DELETE, arguments::delete(), delete::delete)
                .permission(|request| may_delete(request, KIND))
                .batchable(),
        )
        .schema_for(with_links);
    let mut routes = vec![collection, single];
    routes.extend(autosaves_taking(KIND, arguments::autosave()));
    routes
}

fn with_links(request: &RestRequest) -> serde_json::Value {
    let mut schema = schema::schema();
    let mut links = schema_links(KIND, request);
    if let Some(links) = links.as_array_mut() {
        links.push(serde_json::json!({
            "rel": "https://api.w.org/menu-item-object",
            "title": "Get linked object.",
            "href": request.rest_url("wp/v2/menu-items/{id}"),
            "targetSchema": {"type": "object", "properties": {"object": {"type": "integer"}}},
        }));
    }
    schema["links"] = links;
    schema
}
