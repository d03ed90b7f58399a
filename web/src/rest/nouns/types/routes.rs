//! The routes of types, and who may use them.

use cms::posts::{PostType, type_named, types};
use cms::users::Capability;
use serde_json::{Map, Value, json};

use super::item::shown;
use super::schema::schema;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// The list and the single type.
pub fn routes() -> Vec<Route> {
    let list = Endpoint::new(READ, json!({"context": context()}), list)
        .permission(|request| async move { may_list(&request) });
    let name = json!({"description": "The type's name.", "type": "string"});
    let single = Endpoint::new(READ, json!({"type": name, "context": context()}), single);
    vec![
        Route::new("wp/v2", "/wp/v2/types").endpoint(list).schema(schema()),
        Route::new("wp/v2", "/wp/v2/types/(?P<type>[\\w-]+)").endpoint(single).schema(schema()),
    ]
}

fn may_list(request: &RestRequest) -> RestResult<()> {
    if request.context() == "edit" && !request.actor.may(Capability::EditPosts) {
        let message = "Sorry, you are not allowed to edit posts in this post type.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_view", message));
    }
    Ok(())
}

/// Whether whoever asks may write posts of the type: in the context for editing others are left out.
fn may_edit(request: &RestRequest, of: &PostType) -> bool {
    cms::posts::permissions::may_edit_any(&request.actor, &of.name)
}

async fn list(request: RestRequest) -> RestResult {
    let all = types(request.site.settings());
    let edits = request.context() == "edit";
    let listed = all.iter().filter(|of| of.rest_base.is_some() && (!edits || may_edit(&request, of)));
    let shown: Map<String, Value> = listed.map(|of| (of.name.clone(), shown(&request, of))).collect();
    Ok(RestResponse::ok(if shown.is_empty() { json!([]) } else { Value::Object(shown) }))
}

/// Types of WordPress's own that have no routes; they are known to be there.
const WITHOUT_ROUTES: [&str; 6] =
    ["revision", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_sync_storage"];

async fn single(request: RestRequest) -> RestResult {
    let name = request.text("type").unwrap_or_default();
    let found = type_named(request.site.settings(), &name);
    if found.is_none() && !WITHOUT_ROUTES.contains(&name.as_str()) {
        return Err(RestError::new(404, "rest_type_invalid", "Invalid post type."));
    }
    let Some(of) = found.filter(|of| of.rest_base.is_some()) else {
        return Err(RestError::forbidden(&request.actor, "rest_cannot_read_type", "Cannot view post type."));
    };
    if request.context() == "edit" && !may_edit(&request, &of) {
        let message = "Sorry, you are not allowed to edit posts in this post type.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    Ok(RestResponse::ok(shown(&request, &of)))
}
