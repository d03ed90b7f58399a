//! Types of posts.

use cms::posts::{PostType, types};
use cms::users::Capability;
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new("wp/v2", "/wp/v2/types").endpoint(
            Endpoint::new(READ, json!({"context": context()}), list)
                .permission(|request| async move { may_list(&request) }),
        ),
        Route::new("wp/v2", "/wp/v2/types/(?P<type>[\\w-]+)").endpoint(Endpoint::new(
            READ,
            json!({"type": {"description": "The type.", "type": "string"}, "context": context()}),
            single,
        )),
    ]
}

fn may_list(request: &RestRequest) -> RestResult<()> {
    if request.context() == "edit" && !request.actor.may(Capability::EditPosts) {
        let message = "Sorry, you are not allowed to edit posts in this post type.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_view", message));
    }
    Ok(())
}

async fn list(request: RestRequest) -> RestResult {
    let all = types(request.site.settings());
    let shown = all.iter().filter(|found| found.rest_base.is_some());
    let shown: Map<String, Value> = shown.map(|found| (found.name.clone(), item(&request, found))).collect();
    Ok(RestResponse::ok(Value::Object(shown)))
}

async fn single(request: RestRequest) -> RestResult {
    let name = request.text("type").unwrap_or_default();
    let found = types(request.site.settings()).iter().find(|found| found.name == name).cloned();
    let found = found.ok_or_else(|| RestError::new(404, "rest_type_invalid", "Invalid post type."))?;
    if found.rest_base.is_none() {
        let message = "Cannot view post type.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_read_type", message));
    }
    if request.context() == "edit" && !request.actor.may(Capability::EditPosts) {
        let message = "Sorry, you are not allowed to edit posts in this post type.";
        return Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message));
    }
    Ok(RestResponse::ok(item(&request, &found)))
}

fn item(request: &RestRequest, found: &PostType) -> Value {
    let base = found.rest_base.clone().unwrap_or_default();
    let shown_taxonomies: Vec<&String> =
        found.taxonomies.iter().filter(|taxonomy| taxonomy.as_str() != "post_format").collect();
    let icon = match found.name.as_str() {
        "post" => json!("dashicons-admin-post"),
        "page" => json!("dashicons-admin-page"),
        "attachment" => json!("dashicons-admin-media"),
        _ => Value::Null,
    };
    json!({
        "description": found.description,
        "hierarchical": found.hierarchical,
        "has_archive": found.archive.is_some(),
        "name": found.label,
        "slug": found.name,
        "icon": icon,
        "taxonomies": shown_taxonomies,
        "rest_base": base,
        "rest_namespace": "wp/v2",
        "template": [],
        "template_lock": false,
        "_links": {
            "collection": [{"href": request.rest_url("wp/v2/types")}],
            "wp:items": [{"href": request.rest_url(&format!("wp/v2/{base}"))}],
            "curies": [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}],
        },
    })
}
