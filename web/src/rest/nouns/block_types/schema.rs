//! The schema of a block type.

use serde_json::{Map, Value, json};

use crate::rest::item_schema;
use crate::rest::property::Property;

const CONTEXTS: &str = "bve";

/// What the API shows of a block type.
pub fn schema() -> Value {
    let mut properties = Map::new();
    for (name, property) in about().into_iter().chain(contents()).chain(handles()) {
        properties.insert(name.to_owned(), property.shown(CONTEXTS).readonly().into());
    }
    item_schema::item("block-type", Value::Object(properties))
}

fn maybe(kind: &str, description: &str) -> Property {
    Property::new(kind, description).with("type", json!([kind, "null"])).default(Value::Null)
}

fn names(description: &str) -> Property {
    maybe("array", description)
        .with("items", json!({"type": "string", "pattern": r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$"}))
}

fn about() -> [(&'static str, Property); 12] {
    [
        ("api_version", Property::integer("The version of the block API.").default(1)),
        ("title", Property::text("Its title.").default("")),
        ("name", Property::text("Its name.").default("")),
        ("description", Property::text("What it is for.").default("")),
        ("icon", maybe("string", "Its icon.")),
        ("category", maybe("string", "Where inserters list it.")),
        ("keywords", Property::list("Other words for it.", json!({"type": "string"})).default(json!([]))),
        ("is_dynamic", Property::flag("Whether the server renders it.").default(false)),
        ("textdomain", maybe("string", "The name of its translations.")),
        ("parent", names("Blocks that it may stand in directly.")),
        ("ancestor", names("Blocks that it may stand in.")),
        ("allowed_blocks", names("Blocks that may stand in it directly.")),
    ]
}

fn contents() -> [(&'static str, Property); 9] {
    let attributes = maybe("object", "Its attributes.")
        .with("properties", json!([]))
        .with("additionalProperties", json!({"type": "object"}));
    let provides = Property::new("object", "What it tells blocks inside.")
        .with("properties", json!([]))
        .with("additionalProperties", json!({"type": "string"}))
        .default(json!([]));
    let styles = json!({"type": "object", "properties": {
        "name": {"description": "Its name.", "type": "string", "required": true},
        "label": {"description": "Its name for people.", "type": "string"},
        "inline_style": {"description": "Its CSS.", "type": "string"},
        "style_handle": {"description": "The name of its stylesheet.", "type": "string"},
    }});
    let free =
        |description: &str| Property::new("object", description).with("properties", json!([])).default(json!([]));
    let hooks = json!({"type": "string", "enum": ["before", "after", "first_child", "last_child"]});
    [
        ("attributes", attributes),
        ("provides_context", provides),
        (
            "uses_context",
            Property::list("What it asks of blocks around.", json!({"type": "string"})).default(json!([])),
        ),
        ("selectors", free("Where styles of its parts go.")),
        ("supports", free("What it supports.")),
        ("styles", Property::list("Its styles.", styles).default(json!([]))),
        ("variations", Property::list("Its variations.", json!({"type": "object"})).default(json!([]))),
        ("example", maybe("object", "What a preview shows.").with("additionalProperties", json!({"type": "object"}))),
        (
            "block_hooks",
            free("Blocks that it puts itself beside.")
                .with("patternProperties", json!({r"^[a-zA-Z0-9-]+/[a-zA-Z0-9-]+$": hooks})),
        ),
    ]
}

fn handles() -> [(&'static str, Property); 12] {
    let several = |description: &str| Property::list(description, json!({"type": "string"})).default(json!([]));
    [
        ("editor_script_handles", several("Scripts of the editor.")),
        ("script_handles", several("Scripts of editor and pages.")),
        ("view_script_handles", several("Scripts of pages.")),
        ("view_script_module_ids", several("Modules of pages.")),
        ("editor_style_handles", several("Stylesheets of the editor.")),
        ("style_handles", several("Stylesheets of editor and pages.")),
        ("view_style_handles", several("Stylesheets of pages.")),
        ("editor_script", maybe("string", "The first script of the editor.")),
        ("script", maybe("string", "The first script of editor and pages.")),
        ("view_script", maybe("string", "The first script of pages.")),
        ("editor_style", maybe("string", "The first stylesheet of the editor.")),
        ("style", maybe("string", "The first stylesheet of editor and pages.")),
    ]
}
