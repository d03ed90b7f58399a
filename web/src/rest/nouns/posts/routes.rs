//! The routes of posts, pages, patterns and navigation.

use serde_json::json;

use super::arguments;
use super::kind::{Kind, NAVIGATION, PAGE, PATTERN, POST};
use super::{read, schema};
use crate::rest::collection_arguments::context;
use crate::rest::route::{Endpoint, READ, Route};

/// All of them.
pub fn routes() -> Vec<Route> {
    [POST, PAGE, PATTERN, NAVIGATION].into_iter().flat_map(of_kind).collect()
}

fn of_kind(kind: Kind) -> Vec<Route> {
    let base = format!("/wp/v2/{}", kind.base);
    let collection = Route::new("wp/v2", &base)
        .endpoint(
            Endpoint::new(READ, arguments::collection(kind), move |request| read::list(request, kind))
                .permission(move |request| read::may_list(request, kind))
                .batchable(),
        )
        .schema(schema::of(kind));
    let id = json!({"description": "The post's number.", "type": "integer"});
    let password = json!({"description": "The post's password.", "type": "string"});
    let single_arguments = json!({"id": id, "context": context(), "password": password});
    let single = Route::new("wp/v2", format!("{base}/(?P<id>[\\d]+)"))
        .endpoint(
            Endpoint::new(READ, single_arguments, move |request| read::single(request, kind))
                .permission(move |request| async move { read::find_readable(&request, kind).await.map(|_| ()) })
                .batchable(),
        )
        .schema(schema::of(kind));
    vec![collection, single]
}
