//! The schema of a term.

use serde_json::{Map, Value, json};

use super::Kind;
use crate::rest::item_schema;
use crate::rest::property::Property;

/// The schema of what the API shows of this taxonomy's terms.
pub fn of(kind: Kind) -> Value {
    let mut properties = Map::new();
    let mut add = |name: &str, property: Property| properties.insert(name.to_owned(), property.into());
    let is_menu = kind == Kind::MENU;
    add("id", Property::integer("Its number.").shown("vbe").readonly());
    if !is_menu {
        add("count", Property::integer("How many published posts have it.").shown("ve").readonly());
    }
    add("description", Property::text("What it is for, as HTML.").shown("ve"));
    if !is_menu {
        add("link", Property::text("Its address.").format("uri").shown("vbe").readonly());
    }
    add("name", Property::text("Its name, as HTML.").shown("vbe").required());
    add("slug", Property::text("The last part of its address.").shown("vbe"));
    if !is_menu {
        add("taxonomy", Property::text("Its taxonomy.").one_of(&[kind.name]).shown("vbe").readonly());
    }
    if kind.hierarchical {
        add("parent", Property::integer("The term above it.").shown("ve"));
    }
    add("meta", Property::new("object", "Registered values.").with("properties", json!([])).shown("ve"));
    if is_menu {
        add("locations", Property::list("Where the theme shows it.", json!({"type": "string"})).shown("ve"));
        add("auto_add", Property::flag("Whether new top pages join it.").shown("ve"));
    }
    let title = if kind.name == "post_tag" { "tag" } else { kind.name };
    item_schema::item(title, Value::Object(properties))
}
