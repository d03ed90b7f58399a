//! Arguments of the collection, and of deletion.

use cms::posts;
use serde_json::{Map, Value, json};

use crate::rest::arguments::UNCHECKED;
use crate::rest::collection_arguments::{first, ids, offset, order};

/// What the collection can be asked for.
pub fn collection() -> Value {
    let mut arguments = first();
    let texts = |description: &str| json!({"description": description, "type": "array", "items": {"type": "string"}});
    let mut add = |name: &str, schema: Value| arguments.insert(name.to_owned(), schema);
    add("exclude", ids("Without these."));
    add("include", ids("Only these."));
    add("offset", offset());
    add("order", order("asc"));
    add(
        "orderby",
        json!({"default": "name", "description": "What the order goes by.", "type": "string",
        "enum": ["id", "include", "name", "registered_date", "slug", "include_slugs", "email", "url"]}),
    );
    add("slug", texts("With one of these slugs."));
    add("roles", texts("With one of these roles."));
    add("capabilities", texts("Who may do one of these things."));
    add("who", json!({"description": "Only possible authors.", "type": "string", "enum": ["authors"]}));
    add(
        "has_published_posts",
        json!({"description": "Who has published something, of any type or of these types.",
        "type": ["boolean", "array"], "items": {"type": "string", "enum": shown_types()}}),
    );
    add(
        "search_columns",
        json!({"default": [], "description": "Where the words are looked for.", "type": "array",
        "items": {"enum": ["email", "name", "id", "username", "slug"], "type": "string"}}),
    );
    Value::Object(arguments)
}

/// The types that the API shows. WordPress publishes the list as an object, since its own list has keys.
fn shown_types() -> Value {
    const NAMES: [&str; 11] = [
        "post",
        "page",
        "attachment",
        "nav_menu_item",
        "wp_block",
        "wp_template",
        "wp_template_part",
        "wp_global_styles",
        "wp_navigation",
        "wp_font_family",
        "wp_font_face",
    ];
    Value::Object(NAMES.iter().map(|name| ((*name).to_owned(), json!(name))).collect::<Map<_, _>>())
}

/// The types that the API of this site shows.
pub fn types_of(settings: &cms::Settings) -> Vec<String> {
    posts::types(settings).iter().filter(|kind| kind.rest_base.is_some()).map(|kind| kind.name.clone()).collect()
}

/// What deletion wants to know.
pub fn deletion() -> Value {
    json!({
        "force": {"type": "boolean", "default": false, "description": "Must be true, since accounts have no trash."},
        "reassign": {"type": "integer", "description": "Who gets what the person wrote.", "required": true, UNCHECKED: true},
    })
}
