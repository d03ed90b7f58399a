//! The taxonomies that a site has: WordPress's own, and those that its theme or its owner registered.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Settings;

/// The option that keeps the registered taxonomies of a site, as a JSON list of [`Taxonomy`].
pub const REGISTERED: &str = "platen_taxonomies";

/// One taxonomy, with what WordPress's `register_taxonomy` knows of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Taxonomy {
    /// `category`, `post_tag`, ….
    pub name: String,
    /// Plural name for people.
    pub label: String,
    /// Singular name for people.
    pub singular: String,
    /// What it is for.
    pub description: String,
    /// Whether terms have parents and addresses below theirs.
    pub hierarchical: bool,
    /// Whether visitors can see it.
    pub public: bool,
    /// The variable of a query string that names a term of it.
    pub query_var: String,
    /// The first part of a term's address; none for taxonomies that have no archives.
    pub rewrite: Option<String>,
    /// Whether addresses begin as the permalink structure does (`/blog/`).
    pub with_front: bool,
    /// The name in REST addresses; none if REST does not show it.
    pub rest_base: Option<String>,
    /// Types of posts that can have its terms.
    pub object_types: Vec<String>,
    /// Whether it is one of WordPress's own.
    pub builtin: bool,
}

static CORE: LazyLock<Vec<Taxonomy>> = LazyLock::new(|| vec![category(), tag(), format(), menu(), pattern_category()]);

fn core(name: &str, label: &str, singular: &str, object_type: &str) -> Taxonomy {
    Taxonomy {
        name: name.to_owned(),
        label: label.to_owned(),
        singular: singular.to_owned(),
        with_front: true,
        object_types: vec![object_type.to_owned()],
        builtin: true,
        ..Taxonomy::default()
    }
}

fn category() -> Taxonomy {
    Taxonomy {
        hierarchical: true,
        public: true,
        query_var: "category_name".into(),
        rewrite: Some("category".into()),
        rest_base: Some("categories".into()),
        ..core("category", "Categories", "Category", "post")
    }
}

fn tag() -> Taxonomy {
    Taxonomy {
        public: true,
        query_var: "tag".into(),
        rewrite: Some("tag".into()),
        rest_base: Some("tags".into()),
        ..core("post_tag", "Tags", "Tag", "post")
    }
}

fn format() -> Taxonomy {
    Taxonomy {
        public: true,
        query_var: "post_format".into(),
        rewrite: Some("type".into()),
        ..core("post_format", "Formats", "Format", "post")
    }
}

fn menu() -> Taxonomy {
    Taxonomy {
        rest_base: Some("menus".into()),
        ..core("nav_menu", "Navigation Menus", "Navigation Menu", "nav_menu_item")
    }
}

fn pattern_category() -> Taxonomy {
    Taxonomy {
        rest_base: Some("wp_pattern_category".into()),
        ..core("wp_pattern_category", "Pattern Categories", "Pattern Category", "wp_block")
    }
}

/// Every taxonomy of the site: WordPress's own first, with the bases that the site chose for their addresses.
pub fn taxonomies(settings: &Settings) -> Cow<'static, [Taxonomy]> {
    let (category_base, tag_base) = (settings.text("category_base"), settings.text("tag_base"));
    let registered = settings.get(REGISTERED);
    if category_base.is_empty() && tag_base.is_empty() && registered.is_none() {
        return Cow::Borrowed(&CORE);
    }
    let mut all = CORE.clone();
    rebase(&mut all[0], &category_base);
    rebase(&mut all[1], &tag_base);
    let own: Vec<Taxonomy> =
        registered.and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default();
    all.extend(own.into_iter().filter(|found| !CORE.iter().any(|core| core.name == found.name)).map(with_query_var));
    Cow::Owned(all)
}

/// A base that the site chose stands alone, without the structure's front.
fn rebase(taxonomy: &mut Taxonomy, base: &str) {
    let base = base.trim_matches('/');
    if !base.is_empty() {
        taxonomy.rewrite = Some(base.to_owned());
        taxonomy.with_front = false;
    }
}

fn with_query_var(mut taxonomy: Taxonomy) -> Taxonomy {
    if taxonomy.query_var.is_empty() {
        taxonomy.query_var.clone_from(&taxonomy.name);
    }
    taxonomy
}

/// The taxonomy with this name.
pub fn taxonomy_named(settings: &Settings, name: &str) -> Option<Taxonomy> {
    taxonomies(settings).iter().find(|found| found.name == name).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_site_may_choose_the_base_of_categories() {
        let settings =
            Settings::new([("category_base".to_owned(), json!("/topics"))].into(), "http://example.com".into());
        let category = taxonomy_named(&settings, "category").unwrap();
        assert_eq!((category.rewrite.as_deref(), category.with_front), (Some("topics"), false));
    }

    #[test]
    fn a_registered_taxonomy_is_asked_for_by_its_own_name() {
        let registered = json!([{ "name": "genre", "public": true, "rewrite": "genre" }]);
        let settings = Settings::new([(REGISTERED.to_owned(), registered)].into(), "http://example.com".into());
        assert_eq!(taxonomy_named(&settings, "genre").unwrap().query_var, "genre");
    }
}
