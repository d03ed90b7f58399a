//! A taxonomy as the API shows it.

use cms::terms::Taxonomy;
use serde_json::{Value, json};

use super::facts;
use crate::rest::RestRequest;
use crate::rest::item::{self, Item};

/// The taxonomy in the request's context.
pub fn shown(request: &RestRequest, of: &Taxonomy) -> Value {
    let fields = item::asked(request);
    let context = request.context();
    let mut item = Item::new(&fields, &context);
    let base = of.rest_base.clone().unwrap_or_default();
    item.add("name", "veb", || json!(of.label));
    item.add("slug", "veb", || json!(of.name));
    item.add("capabilities", "e", || facts::capabilities(of));
    item.add("description", "ve", || json!(of.description));
    item.add("labels", "e", || facts::labels(of));
    item.add("types", "ve", || json!(of.object_types));
    item.add("show_cloud", "e", || json!(of.public));
    item.add("hierarchical", "ve", || json!(of.hierarchical));
    item.add("rest_base", "veb", || json!(base));
    item.add("rest_namespace", "veb", || json!("wp/v2"));
    item.add("visibility", "e", || visibility(of));
    if item.is_wanted("_links", "veb") {
        let links = json!({
            "collection": [{"href": request.rest_url("wp/v2/taxonomies")}],
            "wp:items": [{"href": request.rest_url(&format!("wp/v2/{base}"))}],
            "curies": request.curies(),
        });
        item.insert("_links", links);
    }
    Value::Object(item.finish())
}

fn visibility(of: &Taxonomy) -> Value {
    let has_screens = facts::has_screens(of);
    json!({
        "public": of.public,
        "publicly_queryable": of.public,
        "show_admin_column": of.builtin && has_screens,
        "show_in_nav_menus": of.public,
        "show_in_quick_edit": has_screens,
        "show_ui": has_screens,
    })
}
