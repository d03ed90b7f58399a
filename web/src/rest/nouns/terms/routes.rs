//! The routes of terms of every taxonomy.

use cms::Settings;

use super::{Kind, arguments, create, delete, read, schema, update, write};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};

/// Those of the taxonomies that a site with these options has.
pub fn routes(settings: &Settings) -> Vec<Route> {
    Kind::all(settings).into_iter().flat_map(of_kind).collect()
}

fn of_kind(kind: Kind) -> [Route; 2] {
    let base = format!("/wp/v2/{}", kind.base);
    let collection = Route::new("wp/v2", &base)
        .endpoint(
            Endpoint::new(READ, arguments::collection(kind), move |request| read::list(request, kind))
                .permission(move |request| read::may_list(request, kind))
                .batchable(),
        )
        .endpoint(checked(
            kind,
            Endpoint::new(CREATE, arguments::create(kind), move |request| create::create(request, kind))
                .permission(move |request| create::may_create(request, kind))
                .batchable(),
        ))
        .schema(schema::of(kind));
    let single = Route::new("wp/v2", format!("{base}/(?P<id>[\\d]+)"))
        .endpoint(
            Endpoint::new(READ, arguments::single(), move |request| read::single(request, kind))
                .permission(move |request| read::may_read(request, kind))
                .batchable(),
        )
        .endpoint(checked(
            kind,
            Endpoint::new(EDIT, arguments::update(kind), move |request| update::update(request, kind))
                .permission(move |request| update::may_update(request, kind))
                .batchable(),
        ))
        .endpoint(
            Endpoint::new(DELETE, arguments::delete(), move |request| delete::delete(request, kind))
                .permission(move |request| delete::may_delete(request, kind))
                .batchable(),
        )
        .schema(schema::of(kind));
    [collection, single]
}

/// Menus stand in places that the theme has.
fn checked(kind: Kind, endpoint: Endpoint) -> Endpoint {
    if kind == Kind::MENU { endpoint.check("locations", write::check_locations) } else { endpoint }
}
