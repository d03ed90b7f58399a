//! Taxonomies.

use cms::terms::{Taxonomy, taxonomies};
use cms::users::Capability;
use serde_json::{Map, Value, json};

use crate::rest::collection_arguments::context;
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let of_type = json!({"description": "Only those of this type of posts.", "type": "string"});
    vec![
        Route::new("wp/v2", "/wp/v2/taxonomies").endpoint(Endpoint::new(
            READ,
            json!({"context": context(), "type": of_type}),
            list,
        )),
        Route::new("wp/v2", "/wp/v2/taxonomies/(?P<taxonomy>[\\w-]+)").endpoint(
            Endpoint::new(
                READ,
                json!({"taxonomy": {"description": "The taxonomy.", "type": "string"}, "context": context()}),
                single,
            )
            .permission(|_| async { Ok(()) }),
        ),
    ]
}

async fn list(request: RestRequest) -> RestResult {
    if request.context() == "edit" && !request.actor.may(Capability::ManageCategories) {
        let message = "Sorry, you are not allowed to manage terms in this taxonomy.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_view", message));
    }
    let of_type = request.text("type");
    let all = taxonomies(request.site.settings());
    let wanted = all
        .iter()
        .filter(|taxonomy| taxonomy.rest_base.is_some())
        .filter(|taxonomy| of_type.as_ref().is_none_or(|of_type| taxonomy.object_types.contains(of_type)));
    let shown: Map<String, Value> = wanted.map(|taxonomy| (taxonomy.name.clone(), item(&request, taxonomy))).collect();
    Ok(RestResponse::ok(if shown.is_empty() { json!([]) } else { Value::Object(shown) }))
}

async fn single(request: RestRequest) -> RestResult {
    let name = request.text("taxonomy").unwrap_or_default();
    let found = taxonomies(request.site.settings()).iter().find(|taxonomy| taxonomy.name == name).cloned();
    let found = found.filter(|taxonomy| taxonomy.rest_base.is_some());
    let found = found.ok_or_else(|| RestError::new(404, "rest_taxonomy_invalid", "Invalid taxonomy."))?;
    Ok(RestResponse::ok(item(&request, &found)))
}

fn item(request: &RestRequest, taxonomy: &Taxonomy) -> Value {
    let base = taxonomy.rest_base.clone().unwrap_or_default();
    json!({
        "name": taxonomy.label,
        "slug": taxonomy.name,
        "description": taxonomy.description,
        "types": taxonomy.object_types,
        "hierarchical": taxonomy.hierarchical,
        "rest_base": base,
        "rest_namespace": "wp/v2",
        "_links": {
            "collection": [{"href": request.rest_url("wp/v2/taxonomies")}],
            "wp:items": [{"href": request.rest_url(&format!("wp/v2/{base}"))}],
            "curies": [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}],
        },
    })
}
