//! The schema of global styles.

use serde_json::{Value, json};

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// The schema of what the API shows of a site's own styles.
pub fn schema() -> Value {
    let title = Property::object(
        "Its title.",
        [
            ("raw", Property::text("As it was written.").shown("veb")),
            ("rendered", Property::text("As HTML.").shown("veb").readonly()),
        ],
    );
    let part = |description: &str| Property::new("object", description).with("type", json!(["object"])).shown("ve");
    item_schema::item(
        "wp_global_styles",
        property::all([
            ("id", Property::integer("Its number.").shown("bve").readonly()),
            ("styles", part("How things look.")),
            ("settings", part("What editors may choose from.")),
            ("title", title.with("type", json!(["object", "string"])).with("default", "").shown("bve").unchecked()),
        ]),
    )
}
