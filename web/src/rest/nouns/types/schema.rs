//! The schema of a type.

use serde_json::{Value, json};

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// What the API shows of a type.
pub fn schema() -> Value {
    let shown = |property: Property, contexts| property.shown(contexts).readonly();
    let text = |description, contexts| shown(Property::text(description), contexts);
    let object = |description| shown(Property::new("object", description), "e");
    let visibility = Property::object(
        "Where it is seen.",
        [
            ("show_ui", Property::flag("Whether it has screens.")),
            ("show_in_nav_menus", Property::flag("Whether menus may lead to its posts.")),
        ],
    );
    let icon = Property::text("Its icon.").with("type", json!(["string", "null"]));
    let archive = Property::text("Whether it has an archive, and where.").with("type", json!(["string", "boolean"]));
    let template =
        Property::new("array", "Blocks of a new post.").with("type", json!(["array"])).readonly().shown("veb");
    let lock = Property::text("What of these blocks may not be changed.")
        .with("type", json!(["string", "boolean"]))
        .with("enum", json!(["all", "insert", "contentOnly", false]));
    item_schema::item(
        "type",
        property::all([
            ("capabilities", object("The capabilities that it asks for.")),
            ("description", text("What it is for.", "ve")),
            ("hierarchical", shown(Property::flag("Whether its posts have parents."), "ve")),
            ("viewable", shown(Property::flag("Whether visitors can open its posts."), "e")),
            ("labels", object("How editors speak of it.")),
            ("name", text("Its name for people.", "veb")),
            ("slug", text("Its name.", "veb")),
            ("supports", object("What an editor may fill.")),
            ("has_archive", shown(archive, "ve")),
            ("taxonomies", shown(Property::list("Its taxonomies.", json!({"type": "string"})), "ve")),
            ("rest_base", text("Its name in addresses of the API.", "veb")),
            ("rest_namespace", text("The namespace of its routes.", "veb")),
            ("visibility", shown(visibility, "e")),
            ("icon", shown(icon, "veb")),
            ("template", template),
            ("template_lock", lock.readonly().shown("veb")),
        ]),
    )
}
