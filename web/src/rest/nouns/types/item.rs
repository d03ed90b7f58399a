//! A type of posts as the API shows it.

use cms::posts::PostType;
use serde_json::{Value, json};

use super::facts;
use crate::rest::RestRequest;
use crate::rest::item::{self, Item};

/// The type in the request's context.
pub fn shown(request: &RestRequest, of: &PostType) -> Value {
    let fields = item::asked(request);
    let context = request.context();
    let mut item = Item::new(&fields, &context);
    let base = of.rest_base.clone().unwrap_or_default();
    item.add("capabilities", "e", || facts::capabilities(of));
    item.add("description", "ve", || json!(of.description));
    item.add("hierarchical", "ve", || json!(of.hierarchical));
    item.add("has_archive", "ve", || of.archive.as_ref().map_or(json!(false), |_| json!(true)));
    item.add("visibility", "e", || {
        let in_menus = of.public && of.name != "attachment";
        json!({"show_in_nav_menus": in_menus, "show_ui": facts::has_screens(of)})
    });
    item.add("viewable", "e", || json!(of.is_viewable()));
    item.add("labels", "e", || facts::labels(of));
    item.add("name", "veb", || json!(of.label));
    item.add("slug", "veb", || json!(of.name));
    item.add("icon", "veb", || facts::icon(of));
    item.add("supports", "e", || facts::supports(of));
    item.add("taxonomies", "ve", || {
        // Formats have no routes of their own.
        of.taxonomies.iter().filter(|taxonomy| taxonomy.as_str() != "post_format").cloned().collect()
    });
    item.add("rest_base", "veb", || json!(base));
    item.add("rest_namespace", "veb", || json!("wp/v2"));
    item.add("template", "veb", || json!([]));
    item.add("template_lock", "veb", || json!(false));
    if item.is_wanted("_links", "veb") {
        let links = json!({
            "collection": [{"href": request.rest_url("wp/v2/types")}],
            "wp:items": [{"href": request.rest_url(&format!("wp/v2/{base}"))}],
            "curies": request.curies(),
        });
        item.insert("_links", links);
    }
    Value::Object(item.finish())
}
