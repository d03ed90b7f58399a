//! Their routes.

use serde_json::{Value, json};

use super::{access, arguments, collection, create, delete, read, schema, update};
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::route::{DELETE, EDIT, Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest};

const CREATE: &[&str] = &["POST"];

/// The collection, single accounts, whoever asks.
pub fn routes() -> Vec<Route> {
    vec![collection_route(), single_route(), own_route()]
}

fn collection_route() -> Route {
    let list = Endpoint::new(READ, arguments::collection(), collection::list)
        .permission(|request| async move { access::may_list(&request) });
    let create = Endpoint::new(CREATE, schema::writable(true), create::create)
        .permission(|request| async move { access::may_create(&request) });
    Route::new("wp/v2", "/wp/v2/users")
        .endpoint(list.batchable())
        .endpoint(create.batchable())
        .schema(schema::of_person())
}

fn single_route() -> Route {
    let read = Endpoint::new(READ, with_id(json!({"context": context()})), read::single)
        .permission(|request| async move { access::may_read(&request).await });
    let update = Endpoint::new(EDIT, with_id(schema::writable(false)), update::update)
        .permission(|request| async move { access::may_update(&request).await });
    let delete = Endpoint::new(DELETE, with_id(arguments::deletion()), delete::delete)
        .permission(|request| async move { access::may_delete(&request).await });
    Route::new("wp/v2", "/wp/v2/users/(?P<id>[\\d]+)")
        .endpoint(read.batchable())
        .endpoint(update.batchable())
        .endpoint(delete.batchable())
        .schema(schema::of_person())
}

/// `users/me` is the route of one's own number, and only whoever signed in has one.
fn own_route() -> Route {
    let read = Endpoint::new(READ, json!({"context": context()}), read::me).permission(|_| async { Ok(()) });
    let update =
        Endpoint::new(EDIT, schema::writable(false), |request| async move { update::update(own(request)?).await })
            .permission(|request| async move { access::may_update(&own(request)?).await });
    let delete =
        Endpoint::new(DELETE, arguments::deletion(), |request| async move { delete::delete(own(request)?).await })
            .permission(|request| async move { access::may_delete(&own(request)?).await });
    Route::new("wp/v2", "/wp/v2/users/me").endpoint(read).endpoint(update).endpoint(delete).schema(schema::of_person())
}

fn own(mut request: RestRequest) -> RestResult<RestRequest> {
    if !request.actor.is_signed_in() {
        return Err(RestError::new(404, "rest_user_invalid_id", "Invalid user ID."));
    }
    let id = request.actor.user_id();
    request.body_parameters.shift_remove("id");
    request.query_parameters.shift_remove("id");
    request.url_parameters.insert("id".into(), json!(id));
    Ok(request)
}

fn with_id(arguments: Value) -> Value {
    let mut all = json!({"id": {"description": "The account's number.", "type": "integer"}});
    if let (Some(all), Some(arguments)) = (all.as_object_mut(), arguments.as_object()) {
        all.extend(arguments.clone());
    }
    all
}
