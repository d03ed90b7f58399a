//! The schema of a taxonomy.

use serde_json::{Value, json};

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// What the API shows of a taxonomy.
pub fn schema() -> Value {
    let shown = |property: Property, contexts| property.shown(contexts).readonly();
    let text = |description, contexts| shown(Property::text(description), contexts);
    let object = |description| shown(Property::new("object", description), "e");
    let visibility = Property::object(
        "Where it is seen.",
        [
            ("public", Property::flag("Whether it is for visitors.")),
            ("publicly_queryable", Property::flag("Whether visitors may ask for its terms.")),
            ("show_ui", Property::flag("Whether it has screens.")),
            ("show_admin_column", Property::flag("Whether lists of posts have a column of it.")),
            ("show_in_nav_menus", Property::flag("Whether menus may lead to its terms.")),
            ("show_in_quick_edit", Property::flag("Whether quick editing shows it.")),
        ],
    );
    item_schema::item(
        "taxonomy",
        property::all([
            ("capabilities", object("The capabilities that it asks for.")),
            ("description", text("What it is for.", "ve")),
            ("hierarchical", shown(Property::flag("Whether its terms have parents."), "ve")),
            ("labels", object("How editors speak of it.")),
            ("name", text("Its name for people.", "veb")),
            ("slug", text("Its name.", "veb")),
            ("show_cloud", shown(Property::flag("Whether clouds show its terms."), "e")),
            ("types", shown(Property::list("Types of posts that have its terms.", json!({"type": "string"})), "ve")),
            ("rest_base", text("Its name in addresses of the API.", "veb")),
            ("rest_namespace", text("The namespace of its routes.", "veb")),
            ("visibility", shown(visibility, "e")),
        ]),
    )
}
