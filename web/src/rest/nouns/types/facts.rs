//! How editors speak of each type, and the names of its capabilities: what `facts.json` says, and what follows from the
//! type's own name (`get_post_type_labels`, `get_post_type_capabilities`).

use std::sync::LazyLock;

use cms::comments::supports_notes;
use cms::posts::PostType;
use serde::Deserialize;
use serde_json::{Map, Value, json};

type Words = Map<String, Value>;

#[derive(Debug, Default, Deserialize)]
struct Facts {
    /// Labels of types without parents.
    posts: Words,
    /// Labels of types with parents, where they differ.
    pages: Words,
    /// Capabilities of types that say nothing else.
    capabilities: Words,
    /// What each of WordPress's own types says else.
    types: std::collections::HashMap<String, Own>,
}

#[derive(Debug, Default, Deserialize)]
struct Own {
    labels: Words,
    capabilities: Words,
}

static FACTS: LazyLock<Facts> = LazyLock::new(|| serde_json::from_str(include_str!("facts.json")).unwrap_or_default());

/// The labels of a type.
pub fn labels(of: &PostType) -> Value {
    let mut labels = FACTS.posts.clone();
    if of.hierarchical {
        labels.extend(FACTS.pages.clone());
    }
    // WordPress says "Global Styles" of one as well.
    let singular = if of.name == "wp_global_styles" { &of.label } else { &of.singular };
    for (name, text) in [
        ("name", &of.label),
        ("singular_name", singular),
        ("all_items", &of.label),
        ("archives", &of.label),
        ("menu_name", &of.label),
        ("name_admin_bar", singular),
    ] {
        labels.insert(name.to_owned(), json!(text));
    }
    if !matches!(of.name.as_str(), "post" | "page") {
        labels.insert("template_name".into(), json!(format!("Single item: {singular}")));
    }
    labels.extend(FACTS.types.get(&of.name).map(|own| own.labels.clone()).unwrap_or_default());
    Value::Object(labels)
}

/// The capabilities that a type asks for, under the names that all types share.
pub fn capabilities(of: &PostType) -> Value {
    let mut capabilities = FACTS.capabilities.clone();
    capabilities.extend(FACTS.types.get(&of.name).map(|own| own.capabilities.clone()).unwrap_or_default());
    Value::Object(capabilities)
}

/// What an editor may fill, each with true or with its details.
pub fn supports(of: &PostType) -> Value {
    let mut supports: Words = of.supports.iter().map(|feature| (feature.clone(), Value::Bool(true))).collect();
    if supports.contains_key("editor") {
        if supports_notes(&of.name) {
            supports.insert("editor".into(), json!([{"notes": true}]));
        }
        if of.name != "wp_global_styles" {
            supports.insert("autosave".into(), json!(true));
        }
    }
    Value::Object(supports)
}

/// Whether WordPress has screens for the type.
pub fn has_screens(of: &PostType) -> bool {
    of.public || matches!(of.name.as_str(), "wp_block" | "wp_navigation")
}

/// The name of its icon.
pub fn icon(of: &PostType) -> Value {
    match of.name.as_str() {
        "post" => json!("dashicons-admin-post"),
        "page" => json!("dashicons-admin-page"),
        "attachment" => json!("dashicons-admin-media"),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cms::Settings;
    use cms::posts::type_named;

    #[test]
    fn labels_follow_from_the_types_name_unless_it_says_otherwise() {
        let settings = Settings::default();
        let of = |name: &str| labels(&type_named(&settings, name).unwrap());
        assert_eq!(
            (of("page")["edit_item"].as_str(), of("page")["all_items"].as_str()),
            (Some("Edit Page"), Some("All Pages"))
        );
        assert_eq!(of("wp_block")["singular_name"], "Pattern");
        let book =
            PostType { name: "book".into(), label: "Books".into(), singular: "Book".into(), ..PostType::default() };
        assert_eq!((&labels(&book)["all_items"], &labels(&book)["edit_item"]), (&json!("Books"), &json!("Edit Post")));
    }
}
