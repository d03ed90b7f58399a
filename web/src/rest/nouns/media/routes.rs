//! The routes of attachments.

use super::super::posts::{Kind, find_readable, may_list};
use super::{arguments, change, create, edit, read, remove, schema};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};

/// Their routes.
pub fn routes() -> Vec<Route> {
    vec![collection(), single(), post_process(), edited()]
}

fn collection() -> Route {
    Route::new("wp/v2", "/wp/v2/media")
        .endpoint(
            Endpoint::new(READ, arguments::collection(), read::list)
                .permission(|request| async move { may_list(request, Kind::ATTACHMENT).await }),
        )
        .endpoint(Endpoint::new(CREATE, arguments::create(), create::create).permission(create::may_create))
        .schema(schema::attachment())
}

fn single() -> Route {
    Route::new("wp/v2", "/wp/v2/media/(?P<id>[\\d]+)")
        .endpoint(
            Endpoint::new(READ, arguments::single(), read::single)
                .permission(|request| async move { find_readable(&request, Kind::ATTACHMENT).await.map(|_| ()) }),
        )
        .endpoint(Endpoint::new(EDIT, arguments::update(), change::update).permission(change::may_change))
        .endpoint(Endpoint::new(DELETE, arguments::delete(), remove::remove).permission(remove::may_remove))
        .schema(schema::attachment())
}

fn post_process() -> Route {
    Route::new("wp/v2", "/wp/v2/media/(?P<id>[\\d]+)/post-process")
        .endpoint(Endpoint::new(CREATE, arguments::post_process(), change::post_process).permission(change::may_change))
}

fn edited() -> Route {
    Route::new("wp/v2", "/wp/v2/media/(?P<id>[\\d]+)/edit")
        .endpoint(Endpoint::new(CREATE, arguments::edit(), edit::edit).permission(edit::may_edit))
}
