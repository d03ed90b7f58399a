//! The schema of a menu item.

use serde_json::{Value, json};

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// What an item may lead to.
const TYPES: [&str; 4] = ["taxonomy", "post_type", "post_type_archive", "custom"];

/// The schema of what the API shows of menu items.
pub fn schema() -> Value {
    let title = Property::object(
        "Its words.",
        [
            ("raw", Property::text("As they were written.").shown("e")),
            ("rendered", Property::text("As HTML.").shown("veb").readonly()),
        ],
    );
    let statuses = ["publish", "future", "draft", "pending", "private"];
    let words = |description: &str| Property::list(description, json!({"type": "string"})).shown("veb");
    let number = |description: &str| Property::integer(description).with("minimum", 0).default(0).shown("veb");
    item_schema::item(
        "nav_menu_item",
        property::all([
            ("title", title.with("type", json!(["string", "object"])).shown("veb").unchecked()),
            ("id", number("Its number.").readonly()),
            ("type_label", Property::text("What its type is called.").shown("veb").readonly()),
            ("type", Property::text("What it leads to.").one_of(&TYPES).shown("veb").default("custom")),
            ("status", Property::text("Its status.").one_of(&statuses).shown("veb").default("publish")),
            ("parent", number("The item that it stands under.")),
            ("attr_title", Property::text("The link's title.").shown("veb")),
            ("classes", words("The link's classes.")),
            ("description", Property::text("A longer text.").shown("veb")),
            ("menu_order", Property::integer("Its place in the menu.").with("minimum", 1).default(1).shown("veb")),
            ("object", Property::text("The type or taxonomy of what it leads to.").shown("veb")),
            ("object_id", number("The number of what it leads to.")),
            ("target", Property::text("Where the link opens.").one_of(&["_blank", ""]).shown("veb")),
            ("url", Property::text("Where it leads.").format("uri").shown("veb")),
            ("xfn", words("What binds the site to what it leads to.")),
            ("invalid", Property::flag("Whether what it leads to is gone.").shown("veb").readonly()),
            ("menus", Property::integer("Its menu.").shown("ve")),
            ("meta", Property::new("object", "Registered values.").with("properties", json!([])).shown("ve")),
        ]),
    )
}
