//! The routes of comments.

use super::{access, arguments, create, delete, read, schema, update};
use crate::rest::route::{CREATE, DELETE, EDIT, Endpoint, READ, Route};

/// All of them.
pub fn routes() -> Vec<Route> {
    let collection = Route::new("wp/v2", "/wp/v2/comments")
        .endpoint(
            Endpoint::new(READ, arguments::collection(), read::list)
                .permission(|request| async move { access::may_list(&request).await }),
        )
        .endpoint(Endpoint::new(CREATE, arguments::create(), create::create).permission(create::may_create))
        .schema(schema::schema());
    let single = Route::new("wp/v2", "/wp/v2/comments/(?P<id>[\\d]+)")
        .endpoint(
            Endpoint::new(READ, arguments::single(), read::single)
                .permission(|request| async move { read::find(&request).await.map(|_| ()) }),
        )
        .endpoint(
            Endpoint::new(EDIT, arguments::update(), update::update)
                .permission(|request| async move { update::may_change(&request).await }),
        )
        .endpoint(
            Endpoint::new(DELETE, arguments::delete(), delete::delete)
                .permission(|request| async move { delete::may_delete(&request).await }),
        )
        .schema(schema::schema());
    vec![collection, single]
}
