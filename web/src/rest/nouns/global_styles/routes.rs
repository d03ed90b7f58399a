//! The routes of global styles.

use serde_json::{Map, Value, json};

use super::{of_theme, revisions, schema, user};
use crate::rest::collection_arguments::{self, context};
use crate::rest::item_schema::{self, Purpose};
use crate::rest::route::{EDIT, Endpoint, READ, Route};

/// All of them, in WordPress's order.
pub fn routes() -> Vec<Route> {
    let stylesheet = || json!({"stylesheet": {"description": "The theme's folder.", "type": "string"}});
    let variations =
        Route::new("wp/v2", r"/wp/v2/global-styles/themes/(?P<stylesheet>[\/\s%\w\.\(\)\[\]\@_\-]+)/variations")
            .endpoint(
                Endpoint::new(READ, stylesheet(), of_theme::variations).permission(of_theme::may_read).never_batched(),
            );
    let theme =
        Route::new("wp/v2", r#"/wp/v2/global-styles/themes/(?P<stylesheet>[^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?)"#)
            .endpoint(
                Endpoint::new(READ, stylesheet(), of_theme::theme).permission(of_theme::may_read).never_batched(),
            );
    let id = || json!({"id": {"description": "The number of the styles.", "type": "integer"}});
    let given = item_schema::arguments(&schema::schema(), Purpose::Edit);
    let single = Route::new("wp/v2", r"/wp/v2/global-styles/(?P<id>[\/\d+]+)")
        .endpoint(Endpoint::new(READ, id(), user::single).permission(user::may_read).never_batched())
        .endpoint(Endpoint::new(EDIT, Value::Object(given), user::update).permission(user::may_update).never_batched())
        .schema(schema::schema());
    let mut routes = versions();
    routes.extend([variations, theme, single]);
    routes
}

fn versions() -> Vec<Route> {
    let number = |description: &str| json!({"description": description, "type": "integer"});
    let mut listed = Map::new();
    listed.insert("parent".into(), number("The styles."));
    listed.extend(collection_arguments::first().into_iter().filter(|(name, _)| name != "search"));
    listed["per_page"].as_object_mut().map(|per_page| per_page.shift_remove("default"));
    listed.insert("offset".into(), collection_arguments::offset());
    let single = json!({"parent": number("The styles."), "id": number("The version."), "context": context()});
    vec![
        Route::new("wp/v2", r"/wp/v2/global-styles/(?P<parent>[\d]+)/revisions")
            .endpoint(Endpoint::new(READ, Value::Object(listed), revisions::list).permission(revisions::may_read)),
        Route::new("wp/v2", r"/wp/v2/global-styles/(?P<parent>[\d]+)/revisions/(?P<id>[\d]+)")
            .endpoint(Endpoint::new(READ, single, revisions::single).permission(revisions::may_read)),
    ]
}
