//! The routes of posts, pages, patterns, navigation, and the types that a site registered.

use cms::Settings;
use serde_json::Value;

use super::kind::{Kind, NAVIGATION, PAGE, PATTERN, POST};
use super::{arguments, autosaves, create, delete, read, revisions, schema, update};
use crate::rest::item_schema::{self, Purpose};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};

/// All of them, and those of the types that a site with these options registered.
pub fn routes(settings: &Settings) -> Vec<Route> {
    let core = [POST, PAGE, PATTERN, NAVIGATION];
    core.into_iter().chain(Kind::registered_by(settings)).flat_map(|kind| of_kind(kind, settings)).collect()
}

fn of_kind(kind: Kind, settings: &Settings) -> Vec<Route> {
    let mut routes = vec![collection(kind, settings), single(kind, settings)];
    routes.extend(revisions::routes(kind, settings));
    routes.extend(autosaves::routes(kind, settings));
    routes
}

fn collection(kind: Kind, settings: &Settings) -> Route {
    let given = item_schema::arguments(&schema::of(kind, settings), Purpose::Create);
    Route::new("wp/v2", format!("/wp/v2/{}", kind.base))
        .endpoint(
            Endpoint::new(READ, arguments::collection(kind, settings), move |request| read::list(request, kind))
                .permission(move |request| read::may_list(request, kind))
                .batchable(),
        )
        .endpoint(
            Endpoint::new(CREATE, Value::Object(given), move |request| create::create(request, kind))
                .permission(move |request| create::may_create(request, kind))
                .batchable(),
        )
        .schema_for(move |request| schema::with_links(kind, request))
}

fn single(kind: Kind, settings: &Settings) -> Route {
    Route::new("wp/v2", format!("/wp/v2/{}/(?P<id>[\\d]+)", kind.base))
        .endpoint(
            Endpoint::new(READ, arguments::single(kind, settings), move |request| read::single(request, kind))
                .permission(move |request| async move { read::find_readable(&request, kind).await.map(|_| ()) })
                .batchable(),
        )
        .endpoint(
            Endpoint::new(EDIT, arguments::update(kind, settings), move |request| update::update(request, kind))
                .permission(move |request| update::may_update(request, kind))
                .batchable(),
        )
        .endpoint(
            Endpoint::new(DELETE, delete::arguments(), move |request| delete::delete(request, kind))
                .permission(move |request| delete::may_delete(request, kind))
                .batchable(),
        )
        .schema_for(move |request| schema::with_links(kind, request))
}
