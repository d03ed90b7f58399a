//! What the collections of posts can be asked.

use serde_json::{Value, json};

use super::{Kind, schema};
use crate::rest::collection_arguments::{self, context};
use crate::rest::item_schema::{self, Purpose};
use cms::Settings;

/// The arguments of `GET` on a collection of this type, in WordPress's order.
pub fn collection(kind: Kind, settings: &Settings) -> Value {
    let registered = kind.registered(settings);
    let has_place = kind.name == "page" || registered.supports("page-attributes");
    let mut arguments = collection_arguments::first();
    let mut add = |name: &str, schema: Value| arguments.insert(name.to_owned(), schema);
    add("after", collection_arguments::date("Published after this date."));
    add("modified_after", collection_arguments::date("Changed after this date."));
    if registered.supports("author") {
        add("author", collection_arguments::ids("Written by these people."));
        add("author_exclude", collection_arguments::ids("Not written by these people."));
    }
    add("before", collection_arguments::date("Published before this date."));
    add("modified_before", collection_arguments::date("Changed before this date."));
    add("exclude", collection_arguments::ids("Without these."));
    add("include", collection_arguments::ids("Only these."));
    if has_place {
        add("menu_order", json!({"description": "With this place among siblings.", "type": "integer"}));
    }
    add(
        "search_semantics",
        json!({"description": "How the words are understood.", "type": "string", "enum": ["exact"]}),
    );
    add("offset", collection_arguments::offset());
    add("order", collection_arguments::order("desc"));
    add("orderby", order_by(has_place));
    if registered.hierarchical || kind == Kind::ATTACHMENT {
        add("parent", collection_arguments::ids("Below these."));
        add("parent_exclude", collection_arguments::ids("Not below these."));
    }
    add(
        "search_columns",
        json!({"default": [], "description": "Where words are looked for.", "type": "array",
        "items": {"enum": ["post_title", "post_content", "post_excerpt"], "type": "string"}}),
    );
    add("slug", json!({"description": "With one of these slugs.", "type": "array", "items": {"type": "string"}}));
    add(
        "status",
        json!({"default": "publish", "description": "With one of these statuses.", "type": "array", "items": {
        "enum": ["publish", "future", "draft", "pending", "private", "trash", "auto-draft", "inherit", "request-pending", "request-confirmed", "request-failed", "request-completed", "any"],
        "type": "string"}, "_unchecked": true}),
    );
    let taxonomies = kind.taxonomies(settings);
    if !taxonomies.is_empty() {
        add(
            "tax_relation",
            json!({"description": "Whether all conditions on terms must hold.", "type": "string", "enum": ["AND", "OR"]}),
        );
    }
    for taxonomy in taxonomies {
        add(&taxonomy.base, terms(taxonomy.hierarchical, true));
        add(&format!("{}_exclude", taxonomy.base), terms(taxonomy.hierarchical, false));
    }
    if kind.name == "post" {
        add("sticky", json!({"description": "Only sticky ones, or only others.", "type": "boolean"}));
        add(
            "ignore_sticky",
            json!({"description": "Whether sticky ones stay in their place.", "type": "boolean", "default": true}),
        );
        add(
            "format",
            json!({"description": "With one of these formats.", "type": "array", "uniqueItems": true, "items": {
            "enum": schema::FORMATS, "type": "string"}}),
        );
    }
    Value::Object(arguments)
}

/// The arguments of `GET` on one post.
pub fn single(kind: Kind, settings: &Settings) -> Value {
    let mut arguments = json!({"id": id(), "context": context()});
    if kind.supports(settings, "excerpt") {
        arguments["excerpt_length"] = json!({"description": "How many words an excerpt has.", "type": "integer"});
    }
    arguments["password"] = json!({"description": "The post's password.", "type": "string"});
    arguments
}

/// The arguments of a change of one post.
pub fn update(kind: Kind, settings: &Settings) -> Value {
    let mut arguments = json!({"id": id()});
    if let Value::Object(arguments) = &mut arguments {
        arguments.extend(item_schema::arguments(&schema::of(kind, settings), Purpose::Edit));
    }
    arguments
}

/// The arguments of an autosave.
pub fn autosave(kind: Kind, settings: &Settings) -> Value {
    let mut arguments = item_schema::arguments(&schema::of(kind, settings), Purpose::Edit);
    arguments.entry("parent").or_insert_with(|| json!({"description": "The post.", "type": "integer"}));
    Value::Object(arguments)
}

fn id() -> Value {
    json!({"description": "The post's number.", "type": "integer"})
}

fn order_by(has_place: bool) -> Value {
    let mut choices =
        vec!["author", "date", "id", "include", "modified", "parent", "relevance", "slug", "include_slugs", "title"];
    if has_place {
        choices.push("menu_order");
    }
    json!({"description": "What the order goes by.", "type": "string", "default": "date", "enum": choices})
}

fn terms(hierarchical: bool, wanted: bool) -> Value {
    let list = json!({"title": "Term ID List", "description": "Terms by number.", "type": "array", "items": {"type": "integer"}});
    let mut properties = json!({
        "terms": {"description": "Terms by number.", "type": "array", "items": {"type": "integer"}, "default": []},
        "include_children": {"description": "Whether terms below count.", "type": "boolean", "default": false},
    });
    if wanted {
        properties["operator"] = json!({"description": "Whether one or all are needed.", "type": "string", "enum": ["AND", "OR"], "default": "OR"});
    }
    if !hierarchical {
        properties.as_object_mut().map(|properties| properties.shift_remove("include_children"));
    }
    let query = json!({"title": "Term ID Taxonomy Query", "description": "Terms with how they are meant.", "type": "object",
        "properties": properties, "additionalProperties": false});
    let description = if wanted { "With these terms." } else { "Without these terms." };
    json!({"description": description, "type": ["object", "array"], "oneOf": [list, query]})
}
