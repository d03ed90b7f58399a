//! How editors speak of each taxonomy, and the names of its capabilities (`get_taxonomy_labels`).

use cms::terms::Taxonomy;
use serde_json::{Map, Value, json};

/// Labels of taxonomies without parents, and of those with; none where the other kind has it alone.
const LABELS: [(&str, Option<&str>, Option<&str>); 25] = [
    ("search_items", Some("Search Tags"), Some("Search Categories")),
    ("popular_items", Some("Popular Tags"), None),
    ("all_items", Some("All Tags"), Some("All Categories")),
    ("parent_item", None, Some("Parent Category")),
    ("parent_item_colon", None, Some("Parent Category:")),
    ("name_field_description", Some("How it is called."), Some("How it is called.")),
    ("slug_field_description", Some("The last part of its address."), Some("The last part of its address.")),
    ("parent_field_description", None, Some("What it belongs to.")),
    ("desc_field_description", Some("Some themes show it."), Some("Some themes show it.")),
    ("edit_item", Some("Edit Tag"), Some("Edit Category")),
    ("view_item", Some("View Tag"), Some("View Category")),
    ("update_item", Some("Update Tag"), Some("Update Category")),
    ("add_new_item", Some("Add Tag"), Some("Add Category")),
    ("new_item_name", Some("New Tag Name"), Some("New Category Name")),
    ("separate_items_with_commas", Some("Separate tags with commas"), None),
    ("add_or_remove_items", Some("Add or remove tags"), None),
    ("choose_from_most_used", Some("Choose from the most used tags"), None),
    ("not_found", Some("No tags found."), Some("No categories found.")),
    ("no_terms", Some("No tags"), Some("No categories")),
    ("filter_by_item", None, Some("Filter by category")),
    ("items_list_navigation", Some("Tags list navigation"), Some("Categories list navigation")),
    ("items_list", Some("Tags list"), Some("Categories list")),
    ("most_used", Some("Most Used"), Some("Most Used")),
    ("back_to_items", Some("&larr; Go to Tags"), Some("&larr; Go to Categories")),
    ("item_link", Some("Tag Link"), Some("Category Link")),
];

/// The labels of a taxonomy. One that is not WordPress's own has the labels of tags or categories beside its own names.
pub fn labels(of: &Taxonomy) -> Value {
    let mut labels = Map::new();
    labels.insert("name".into(), json!(of.label));
    labels.insert("singular_name".into(), json!(of.singular));
    for (name, flat, tree) in LABELS {
        labels.insert(name.to_owned(), json!(if of.hierarchical { tree } else { flat }));
    }
    let kind = if of.hierarchical { "category" } else { "tag" };
    labels.insert("item_link_description".into(), json!(format!("A link to a {kind}.")));
    labels.insert("menu_name".into(), json!(of.label));
    labels.insert("name_admin_bar".into(), json!(if of.name == "category" { "category" } else { &of.name }));
    labels.insert("archives".into(), json!(if of.builtin { labels["all_items"].clone() } else { json!(of.label) }));
    if !matches!(of.name.as_str(), "category" | "post_tag") {
        labels.insert("all_items".into(), json!(of.label));
        labels.insert("template_name".into(), json!(format!("{} Archives", of.singular)));
    }
    Value::Object(labels)
}

/// The capabilities that a taxonomy asks for.
pub fn capabilities(of: &Taxonomy) -> Value {
    let all = |manage: &str, edit: &str, delete: &str, assign: &str| json!({"manage_terms": manage, "edit_terms": edit, "delete_terms": delete, "assign_terms": assign});
    match of.name.as_str() {
        "category" => all("manage_categories", "edit_categories", "delete_categories", "assign_categories"),
        "post_tag" => all("manage_post_tags", "edit_post_tags", "delete_post_tags", "assign_post_tags"),
        "nav_menu" => all("edit_theme_options", "edit_theme_options", "edit_theme_options", "edit_theme_options"),
        _ => all("manage_categories", "manage_categories", "manage_categories", "edit_posts"),
    }
}

/// Whether WordPress has screens for the taxonomy.
pub fn has_screens(of: &Taxonomy) -> bool {
    of.public || of.name == "wp_pattern_category"
}
