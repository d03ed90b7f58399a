//! The schema of a theme.

use serde_json::{Map, Value, json};

use crate::rest::item_schema;
use crate::rest::property::{self, Property};

/// What the API shows of a theme.
pub fn schema() -> Value {
    let text = |description| Property::text(description).readonly();
    let address = |description| text(description).format("uri");
    let both = |description| {
        let fields = [("raw", Property::text("As the theme says it.")), ("rendered", Property::text("As HTML."))];
        Property::object(description, fields).readonly()
    };
    let both_addresses = |description| {
        let one = |description| Property::text(description).format("uri");
        Property::object(description, [("raw", one("As the theme says it.")), ("rendered", one("As HTML."))]).readonly()
    };
    let tags = [
        ("raw", Property::list("Its words.", json!({"type": "string"}))),
        ("rendered", Property::text("Its words as HTML.")),
    ];
    let part = json!({"type": "object", "properties": texts(&["area", "label", "description", "icon", "area_tag"])});
    let template = json!({"type": "object", "properties": texts(&["slug", "title", "description"])});
    item_schema::item(
        "theme",
        property::all([
            ("stylesheet", text("Its folder.")),
            ("stylesheet_uri", address("The address of its folder.")),
            ("template", text("Its parent's folder, or its own.")),
            ("template_uri", address("The address of that folder.")),
            ("author", both("Who made it.")),
            ("author_uri", both_addresses("The author's address.")),
            ("description", both("What it is for.")),
            ("is_block_theme", Property::flag("Whether blocks make its pages.").readonly()),
            ("name", both("Its name.")),
            ("requires_php", text("The oldest PHP that it works with.")),
            ("requires_wp", text("The oldest WordPress that it works with.")),
            ("screenshot", address("The address of its picture.")),
            ("tags", Property::object("Words for it.", tags).readonly()),
            ("textdomain", text("The name of its translations.")),
            ("theme_supports", Property::new("object", "What it supports.").readonly().with("properties", supports())),
            ("theme_uri", both_addresses("Its address.")),
            ("version", text("Its version.")),
            ("status", Property::text("Whether it shows the site.").one_of(&["inactive", "active"])),
            ("default_template_types", Property::list("Templates that it can have.", template).readonly()),
            ("default_template_part_areas", Property::list("Where parts can stand.", part).readonly()),
        ]),
    )
}

fn texts(names: &[&str]) -> Map<String, Value> {
    names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))).collect()
}

/// Fields of an object: each a name and a type.
fn fields(all: &[(&str, &str)]) -> Map<String, Value> {
    all.iter().map(|(name, kind)| ((*name).to_owned(), json!({"type": kind}))).collect()
}

/// Features that are supported or not.
const SWITCHES: [&str; 14] = [
    "align-wide",
    "automatic-feed-links",
    "block-templates",
    "block-template-parts",
    "customize-selective-refresh-widgets",
    "dark-editor-style",
    "disable-custom-colors",
    "disable-custom-font-sizes",
    "disable-custom-gradients",
    "disable-layout-styles",
    "editor-styles",
    "responsive-embeds",
    "title-tag",
    "wp-block-styles",
];

fn supports() -> Value {
    let mut all: Map<String, Value> = SWITCHES
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                json!({"description": "Whether it is supported.", "type": "boolean", "default": false}),
            )
        })
        .collect();
    let mut add = |name: &str, kind: &str, details: Value| {
        let mut schema =
            json!({"description": "How it is supported, if it is.", "type": ["boolean", kind], "default": false});
        details.as_object().into_iter().flatten().for_each(|(key, value)| schema[key] = value.clone());
        all.insert(name.to_owned(), schema);
    };
    add("custom-background", "object", json!({"properties": background(), "additionalProperties": false}));
    add("custom-header", "object", json!({"properties": header(), "additionalProperties": false}));
    add("custom-logo", "object", json!({"properties": logo(), "additionalProperties": false}));
    let items = |fields: Map<String, Value>| json!({"items": {"type": "object", "properties": fields, "additionalProperties": false}});
    let (string, number) = ("string", "number");
    add("editor-color-palette", "array", items(fields(&[("name", string), ("slug", string), ("color", string)])));
    add("editor-font-sizes", "array", items(fields(&[("name", string), ("size", number), ("slug", string)])));
    add("editor-gradient-presets", "array", items(fields(&[("name", string), ("gradient", string), ("slug", string)])));
    add("editor-spacing-sizes", "array", items(fields(&[("name", string), ("size", string), ("slug", string)])));
    let html5 = ["search-form", "comment-form", "comment-list", "gallery", "caption", "script", "style"];
    add("html5", "array", json!({"items": {"type": "string", "enum": html5}}));
    add("post-thumbnails", "array", json!({"items": {"type": "string"}}));
    let names = ["standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio"];
    // Here WordPress's own list is keyed by its names.
    let formats: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), json!(name))).collect();
    let formats = json!({"description": "Post formats.", "type": "array", "default": ["standard"], "items": {"type": "string", "enum": formats}});
    all.insert("formats".into(), formats);
    Value::Object(all)
}

fn background() -> Value {
    let choice = |choices: &[&str]| json!({"type": "string", "enum": choices});
    json!({
        "default-image": {"type": "string", "format": "uri"},
        "default-preset": choice(&["default", "fill", "fit", "repeat", "custom"]),
        "default-position-x": choice(&["left", "center", "right"]),
        "default-position-y": choice(&["left", "center", "right"]),
        "default-size": choice(&["auto", "contain", "cover"]),
        "default-repeat": choice(&["repeat-x", "repeat-y", "repeat", "no-repeat"]),
        "default-attachment": choice(&["scroll", "fixed"]),
        "default-color": {"type": "string"},
    })
}

fn header() -> Map<String, Value> {
    let (flag, number) = ("boolean", "integer");
    let mut all = fields(&[
        ("random-default", flag),
        ("width", number),
        ("height", number),
        ("flex-height", flag),
        ("flex-width", flag),
        ("default-text-color", "string"),
        ("header-text", flag),
        ("uploads", flag),
        ("video", flag),
    ]);
    all.insert("default-image".into(), json!({"type": "string", "format": "uri"}));
    all
}

fn logo() -> Map<String, Value> {
    let (flag, number) = ("boolean", "integer");
    let mut all = fields(&[
        ("width", number),
        ("height", number),
        ("flex-width", flag),
        ("flex-height", flag),
        ("unlink-homepage-logo", flag),
    ]);
    all.insert("header-text".into(), json!({"type": "array", "items": {"type": "string"}}));
    all
}
