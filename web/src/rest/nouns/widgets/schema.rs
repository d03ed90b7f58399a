//! The schemas of widgets, their places and their kinds.

use serde_json::{Value, json};

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// A widget.
pub fn widget() -> Value {
    let instance = Property::object(
        "What it is set to.",
        [
            ("encoded", Property::text("The settings, as WordPress keeps them, in base 64.").shown("e")),
            ("hash", Property::text("A proof that the encoded settings came from here.").shown("e")),
            ("raw", Property::new("object", "The settings.").shown("e")),
        ],
    );
    item_schema::item(
        "widget",
        property::all([
            ("id", Property::text("Its name.").shown("veb")),
            ("id_base", Property::text("Its kind.").shown("veb")),
            ("sidebar", Property::text("Where it stands.").default("wp_inactive_widgets").required().shown("veb")),
            ("rendered", Property::text("It as HTML.").readonly().shown("veb")),
            ("rendered_form", Property::text("Its form as HTML.").readonly().shown("e")),
            ("instance", instance.shown("e").default(Value::Null)),
            ("form_data", Property::text("What its form was filled with.").with("context", json!([]))),
        ]),
    )
}

/// A place for widgets.
pub fn sidebar() -> Value {
    let text = |description| Property::text(description).readonly().shown("bve");
    let html = |description| Property::text(description).default("").readonly().shown("bve");
    let widgets = Property::list("Its widgets.", json!({"type": ["object", "string"]})).shown("bve").default(json!([]));
    item_schema::item(
        "sidebar",
        property::all([
            ("id", text("Its name.")),
            ("name", text("Its name for people.")),
            ("description", text("Where it stands.")),
            ("class", text("Its class in screens.")),
            ("before_widget", html("HTML before each widget.")),
            ("after_widget", html("HTML after each widget.")),
            ("before_title", html("HTML before each title.")),
            ("after_title", html("HTML after each title.")),
            ("status", text("Whether the theme shows it.").one_of(&["active", "inactive"])),
            ("widgets", widgets),
        ]),
    )
}

/// A kind of widgets.
pub fn kind() -> Value {
    item_schema::item(
        "widget-type",
        property::all([
            ("id", Property::text("Its name.").readonly().shown("bve")),
            ("name", Property::text("Its name for people.").default("").readonly().shown("bve")),
            ("description", Property::text("What it shows.").default("").shown("vbe")),
            ("is_multi", Property::flag("Whether there can be several.").readonly().shown("vbe")),
            ("classname", Property::text("Its class.").default("").readonly().shown("bve")),
        ]),
    )
}
