//! The schema of a post.

use cms::Settings;
use serde_json::{Map, Value, json};

use super::Kind;
use super::kind::KindTaxonomy;
use super::registered_meta;
use crate::rest::arguments::UNCHECKED;
use crate::rest::{RestRequest, item_schema};

/// Post formats in WordPress's order.
pub const FORMATS: [&str; 10] =
    ["standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio"];

/// The statuses that a client may ask for.
pub const STATUSES: [&str; 5] = ["publish", "future", "draft", "pending", "private"];

/// The schema of what the API shows of this type, on a site with these options.
pub fn of(kind: Kind, settings: &Settings) -> Value {
    let mut properties = basics(kind);
    if kind.is_public() {
        properties.extend(of_public_types());
    }
    if kind.registered(settings).hierarchical {
        properties.insert("parent".into(), property("The post above it.", "integer", "ve"));
    }
    for feature in FEATURES {
        if kind.supports(settings, feature) {
            properties.extend(of_feature(kind, settings, feature));
        }
    }
    if kind.name == "post" {
        properties.insert("sticky".into(), property("Whether it stays on top of the blog.", "boolean", "ve"));
    }
    let mut template = property("The theme's template that shows it.", "string", "ve");
    template[item_schema::ARGUMENT] = json!({UNCHECKED: true});
    properties.insert("template".into(), template);
    for taxonomy in kind.taxonomies(settings) {
        properties.insert(taxonomy.base, terms_property());
    }
    adapt(kind, &mut properties);
    item_schema::item(kind.name, Value::Object(properties))
}

/// The same with the links that an editor's screen finds in it.
pub fn with_links(kind: Kind, request: &RestRequest) -> Value {
    let mut schema = of(kind, request.site.settings());
    schema["links"] = links(kind, request);
    schema
}

/// What a type may support, in the order of the schema.
const FEATURES: [&str; 9] = [
    "title",
    "editor",
    "author",
    "excerpt",
    "thumbnail",
    "comments",
    "page-attributes",
    "post-formats",
    "custom-fields",
];

/// `view`, `edit` and `embed` from their letters, as [`crate::rest::item::Item`] has them.
pub fn contexts(letters: &str) -> Value {
    let name = |letter| match letter {
        'v' => "view",
        'e' => "edit",
        _ => "embed",
    };
    letters.chars().map(name).collect()
}

fn property(description: &str, kind: &str, letters: &str) -> Value {
    json!({"description": description, "type": kind, "context": contexts(letters)})
}

fn readonly(mut property: Value) -> Value {
    property["readonly"] = true.into();
    property
}

fn basics(kind: Kind) -> Map<String, Value> {
    let date = |description: &str, letters: &str| json!({"description": description, "type": ["string", "null"], "format": "date-time", "context": contexts(letters)});
    let change = |description: &str| json!({"description": description, "type": "string", "format": "date-time", "context": contexts("ve"), "readonly": true});
    let mut link = property("Its address.", "string", "veb");
    link["format"] = "uri".into();
    let mut status = property("Its status.", "string", if kind.name == "wp_navigation" { "veb" } else { "ve" });
    status["enum"] = json!(STATUSES);
    status[UNCHECKED] = "edit".into();
    let guid = json!({"description": "A name that never changes.", "type": "object", "context": contexts("ve"), "readonly": true, "properties": {
        "raw": readonly(property("As it is kept.", "string", "e")),
        "rendered": readonly(property("As it is shown.", "string", "ve")),
    }});
    let all = json!({
        "date": date("When it was published, in the site's time.", "veb"),
        "date_gmt": date("When it was published, in UTC.", "ve"),
        "guid": guid,
        "id": readonly(property("Its number.", "integer", "veb")),
        "link": readonly(link),
        "modified": change("Last change, in the site's time."),
        "modified_gmt": change("Last change, in UTC."),
        "slug": property("The last part of its address.", "string", "veb"),
        "status": status,
        "type": readonly(property("Its type.", "string", "veb")),
        "password": property("What readers must know to see content and excerpt.", "string", "e"),
    });
    object(all)
}

fn of_public_types() -> Map<String, Value> {
    let mut classes = readonly(property("Classes of the element around it.", "array", "ve"));
    classes["items"] = json!({"type": "string"});
    object(json!({
        "permalink_template": readonly(property("Its address with a place for the slug.", "string", "e")),
        "generated_slug": readonly(property("The slug that its title would give.", "string", "e")),
        "class_list": classes,
    }))
}

fn of_feature(kind: Kind, settings: &Settings, feature: &str) -> Map<String, Value> {
    let switch = |description: &str| json!({"description": description, "type": "string", "enum": ["open", "closed"], "context": contexts("ve")});
    object(match feature {
        "title" => json!({"title": text_object("Its title.", "veb", json!({
            "raw": property("As it was written.", "string", "e"),
            "rendered": readonly(property("As HTML.", "string", "veb")),
        }))}),
        "editor" => json!({"content": text_object("Its content.", "ve", json!({
            "raw": property("As it was written.", "string", "e"),
            "rendered": readonly(property("As HTML.", "string", "ve")),
            "block_version": readonly(property("1 where it is made of blocks.", "integer", "e")),
            "protected": readonly(property("Whether readers need a password.", "boolean", "veb")),
        }))}),
        "author" => json!({"author": property("Who wrote it.", "integer", "veb")}),
        "excerpt" => json!({"excerpt": text_object("Its excerpt.", "veb", json!({
            "raw": property("As it was written.", "string", "e"),
            "rendered": readonly(property("As HTML.", "string", "veb")),
            "protected": readonly(property("Whether readers need a password.", "boolean", "veb")),
        }))}),
        "thumbnail" => json!({"featured_media": property("Its featured image.", "integer", "veb")}),
        "comments" => json!({
            "comment_status": switch("Whether it takes comments."),
            "ping_status": switch("Whether it takes pings."),
        }),
        "page-attributes" => json!({"menu_order": property("Its place among siblings.", "integer", "ve")}),
        "post-formats" => {
            json!({"format": {"description": "Its format.", "type": "string", "enum": FORMATS, "context": contexts("ve")}})
        }
        _ => json!({"meta": registered_meta::schema(kind, settings)}),
    })
}

/// Texts may come as `{"raw": …}` or as text alone: the handler looks.
fn text_object(description: &str, letters: &str, properties: Value) -> Value {
    json!({"description": description, "type": "object", "context": contexts(letters), "properties": properties, UNCHECKED: true})
}

fn terms_property() -> Value {
    json!({"description": "Its terms by number.", "type": "array", "items": {"type": "integer"}, "context": contexts("ve")})
}

/// Patterns are shown as they were written; navigation is embedded whole.
fn adapt(kind: Kind, properties: &mut Map<String, Value>) {
    match kind.name {
        "wp_block" => {
            for (name, letters) in [("title", "ve"), ("content", "ve")] {
                let Some(inner) = properties.get_mut(name).and_then(|text| text["properties"].as_object_mut()) else {
                    continue;
                };
                inner.shift_remove("rendered");
                inner["raw"]["context"] = contexts(letters);
            }
        }
        "wp_navigation" => {
            properties["content"]["context"] = contexts("veb");
            for (name, part, letters) in [
                ("title", "raw", "eb"),
                ("content", "raw", "eb"),
                ("content", "rendered", "veb"),
                ("content", "block_version", "eb"),
            ] {
                properties[name]["properties"][part]["context"] = contexts(letters);
            }
        }
        _ => {}
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Which changes the links of an item in the edit context allow (`get_schema_links`).
pub fn links(kind: Kind, request: &RestRequest) -> Value {
    let href = request.rest_url(&format!("wp/v2/{}/{{id}}", kind.base));
    let link = |action: &str, title: &str, properties: Value| {
        let target = json!({"type": "object", "properties": properties});
        json!({"rel": format!("https://api.w.org/action-{action}"), "title": title, "href": href, "targetSchema": target})
    };
    let mut all = Vec::new();
    if kind != Kind::ATTACHMENT {
        let status = json!({"status": {"type": "string", "enum": ["publish", "future"]}});
        all.push(link("publish", "The current user can publish this post.", status));
    }
    let raw = json!({"content": {"raw": {"type": "string"}}});
    all.push(link("unfiltered-html", "The current user can post unfiltered HTML markup and JavaScript.", raw));
    if kind.name == "post" {
        all.push(link("sticky", "The current user can sticky this post.", json!({"sticky": {"type": "boolean"}})));
    }
    if kind.registered(request.site.settings()).supports("author") {
        let author = json!({"author": {"type": "integer"}});
        all.push(link("assign-author", "The current user can change the author on this post.", author));
    }
    for KindTaxonomy { name, base, .. } in kind.taxonomies(request.site.settings()) {
        let terms = json!({base.as_str(): {"type": "array", "items": {"type": "integer"}}});
        for (action, verb) in [("assign", "assign"), ("create", "create")] {
            let title = format!("The current user can {verb} terms in the {name} taxonomy.");
            all.push(link(&format!("{action}-{base}"), &title, terms.clone()));
        }
    }
    Value::Array(all)
}
