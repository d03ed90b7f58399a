//! A block type as the API shows it.

use serde_json::{Map, Value, json};

use crate::rest::RestRequest;
use crate::rest::item::{self, Item};

/// Fields that stand in the record, with their contexts and what an empty one is.
const RECORDED: [(&str, &str, &str, &str); 14] = [
    ("attributes", "attributes", "veb", "null"),
    ("title", "title", "veb", "\"\""),
    ("description", "description", "veb", "\"\""),
    ("icon", "icon", "veb", "null"),
    ("category", "category", "veb", "null"),
    ("keywords", "keywords", "veb", "[]"),
    ("parent", "parent", "veb", "null"),
    ("ancestor", "ancestor", "veb", "null"),
    ("allowed_blocks", "allowed_blocks", "veb", "null"),
    ("provides_context", "provides", "veb", "[]"),
    ("uses_context", "uses", "veb", "[]"),
    ("selectors", "selectors", "veb", "[]"),
    ("supports", "supports", "veb", "[]"),
    ("styles", "styles", "veb", "[]"),
];

/// The block type `name` in the request's context.
pub fn shown(request: &RestRequest, name: &str, record: &Value) -> Value {
    let fields = item::asked(request);
    let context = request.context();
    let mut item = Item::new(&fields, &context);
    let is_dynamic = record.get("dynamic") == Some(&Value::Bool(true));
    item.add("name", "veb", || json!(name));
    item.add("api_version", "veb", || json!(3));
    item.add("is_dynamic", "veb", || json!(is_dynamic));
    for (field, recorded, contexts, empty) in RECORDED {
        let value = || record.get(recorded).cloned().unwrap_or_else(|| serde_json::from_str(empty).unwrap_or_default());
        item.add(field, contexts, value);
    }
    for field in ["textdomain", "example"] {
        item.add(field, "veb", || Value::Null);
    }
    add_handles(&mut item, record);
    for field in ["variations", "block_hooks"] {
        item.add(field, "veb", || json!([]));
    }
    if item.is_wanted("_links", "veb") {
        item.insert("_links", links(request, name, is_dynamic));
    }
    Value::Object(item.finish())
}

/// Names of scripts and styles: lists, and the first of each as it was before there could be several.
fn add_handles(item: &mut Item<'_>, record: &Value) {
    let recorded = [
        ("editor_script_handles", ""),
        ("script_handles", ""),
        ("view_script_handles", ""),
        ("view_script_module_ids", "view_modules"),
        ("editor_style_handles", "editor_style_handles"),
        ("style_handles", "style_handles"),
        ("view_style_handles", ""),
    ];
    for (field, recorded) in recorded {
        item.add(field, "veb", || record.get(recorded).cloned().unwrap_or_else(|| json!([])));
    }
    let first = |recorded: &str| record.get(recorded).and_then(|list| list.get(0)).cloned().unwrap_or_default();
    for (field, recorded) in [
        ("editor_script", ""),
        ("script", ""),
        ("view_script", ""),
        ("editor_style", "editor_style_handles"),
        ("style", "style_handles"),
    ] {
        item.add(field, "veb", || first(recorded));
    }
}

fn links(request: &RestRequest, name: &str, is_dynamic: bool) -> Value {
    let url = |path: String| request.rest_url(&path);
    let namespace = name.split('/').next().unwrap_or_default();
    let own = url(format!("wp/v2/block-types/{name}"));
    let mut links = Map::new();
    links.insert("collection".into(), json!([{"href": url("wp/v2/block-types".into())}]));
    links.insert("self".into(), json!([{"href": own, "targetHints": {"allow": ["GET"]}}]));
    links.insert("up".into(), json!([{"href": url(format!("wp/v2/block-types/{namespace}"))}]));
    if is_dynamic {
        let renderer = url(format!("wp/v2/block-renderer/{name}"));
        let joint = if renderer.contains('?') { '&' } else { '?' };
        links.insert("wp:render-block".into(), json!([{"href": format!("{renderer}{joint}context=edit")}]));
        links.insert("curies".into(), request.curies());
    }
    Value::Object(links)
}
