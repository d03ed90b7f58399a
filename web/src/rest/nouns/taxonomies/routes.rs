//! The routes of taxonomies, and who may use them.

use cms::terms::{Taxonomy, taxonomies};
use cms::users::Capability;
use serde_json::{Map, Value, json};

use super::item::shown;
use super::schema::schema;
use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// The list and the single taxonomy.
pub fn routes() -> Vec<Route> {
    let of_type = json!({"description": "Only those of this type of posts.", "type": "string"});
    let list = Endpoint::new(READ, json!({"context": context(), "type": of_type}), list)
        .permission(|request| async move { may_list(&request) });
    let name = json!({"description": "The taxonomy's name.", "type": "string"});
    let single = Endpoint::new(READ, json!({"taxonomy": name, "context": context()}), single)
        .permission(|request| async move { may_read(&request) });
    vec![
        Route::new("wp/v2", "/wp/v2/taxonomies").endpoint(list).schema(schema()),
        Route::new("wp/v2", "/wp/v2/taxonomies/(?P<taxonomy>[\\w-]+)").endpoint(single).schema(schema()),
    ]
}

fn may_assign(request: &RestRequest, of: &Taxonomy) -> bool {
    let menus = of.name == "nav_menu";
    request.actor.may(if menus { Capability::EditThemeOptions } else { Capability::EditPosts })
}

fn may_list(request: &RestRequest) -> RestResult<()> {
    if request.context() != "edit" {
        return Ok(());
    }
    let of_type = request.text("type").filter(|of_type| !of_type.is_empty());
    let all = taxonomies(request.site.settings());
    let mut asked = all.iter().filter(|of| of_type.as_ref().is_none_or(|of_type| of.object_types.contains(of_type)));
    if asked.any(|of| of.rest_base.is_some() && may_assign(request, of)) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to manage terms in this taxonomy.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_view", message))
}

async fn list(request: RestRequest) -> RestResult {
    let of_type = request.text("type").filter(|of_type| !of_type.is_empty());
    let edits = request.context() == "edit";
    let all = taxonomies(request.site.settings());
    let listed = all
        .iter()
        .filter(|of| of.rest_base.is_some() && (!edits || may_assign(&request, of)))
        .filter(|of| of_type.as_ref().is_none_or(|of_type| of.object_types.contains(of_type)));
    let shown: Map<String, Value> = listed.map(|of| (of.name.clone(), shown(&request, of))).collect();
    Ok(RestResponse::ok(if shown.is_empty() { json!([]) } else { Value::Object(shown) }))
}

fn find(request: &RestRequest) -> Option<Taxonomy> {
    let name = request.text("taxonomy").unwrap_or_default();
    taxonomies(request.site.settings()).iter().find(|of| of.name == name).cloned()
}

fn may_read(request: &RestRequest) -> RestResult<()> {
    let Some(of) = find(request) else { return Ok(()) };
    let refused = of.rest_base.is_none() || request.context() == "edit" && !may_assign(request, &of);
    if !refused {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to manage terms in this taxonomy.";
    Err(RestError::forbidden(&request.actor, "rest_forbidden_context", message))
}

async fn single(request: RestRequest) -> RestResult {
    let found = find(&request).ok_or_else(|| RestError::new(404, "rest_taxonomy_invalid", "Invalid taxonomy."))?;
    Ok(RestResponse::ok(shown(&request, &found)))
}
