//! Collections of fonts to choose from: this host brings none, since files come from where a site's owner says.

use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::collection_arguments::{context, first};
use crate::rest::error::RestResult;
use crate::rest::paging::page_of;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let may = |endpoint: Endpoint| endpoint.permission(|request| async move { may_read(&request) });
    let mut arguments = first();
    arguments.shift_remove("search");
    let list =
        Endpoint::new(READ, Value::Object(arguments), |request| async move { Ok(page_of(&request, Vec::new())) });
    let single = Endpoint::new(READ, json!({"context": context()}), |_| async {
        Err(RestError::new(404, "rest_font_collection_not_found", "Font collection not found."))
    });
    vec![
        Route::new("wp/v2", "/wp/v2/font-collections").endpoint(may(list)),
        Route::new("wp/v2", "/wp/v2/font-collections/(?P<slug>[\\/\\w-]+)").endpoint(may(single)),
    ]
}

fn may_read(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to access font collections.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_read", message))
}
