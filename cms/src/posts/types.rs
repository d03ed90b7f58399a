//! The types of posts that a site has: WordPress's own, and those that its theme or its owner registered.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Settings;

/// The option that keeps the registered types of a site, as a JSON list of [`PostType`].
pub const REGISTERED: &str = "platen_post_types";

/// One type of posts, with what WordPress's `register_post_type` knows of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostType {
    /// `post`, `page`, ….
    pub name: String,
    /// Plural name for people.
    pub label: String,
    /// Singular name for people.
    pub singular: String,
    /// What it is for.
    pub description: String,
    /// Whether posts of it have parents and addresses below theirs.
    pub hierarchical: bool,
    /// Whether visitors can see it.
    pub public: bool,
    /// Whether searches leave it out.
    pub exclude_from_search: bool,
    /// The first part of the archive's address; none if it has no archive.
    pub archive: Option<String>,
    /// The first part of each post's address; none for types that are reached another way.
    pub rewrite: Option<String>,
    /// Whether addresses begin as the permalink structure does (`/blog/`).
    pub with_front: bool,
    /// The name in REST addresses; none if REST does not show it.
    pub rest_base: Option<String>,
    /// What an editor may fill: `title`, `editor`, `thumbnail`, `comments`, ….
    pub supports: Vec<String>,
    /// Taxonomies whose terms it can have.
    pub taxonomies: Vec<String>,
    /// Whether it is one of WordPress's own.
    pub builtin: bool,
}

impl PostType {
    /// Whether visitors can open single posts of it.
    pub fn is_viewable(&self) -> bool {
        self.public
    }

    /// Whether it supports `feature`.
    pub fn supports(&self, feature: &str) -> bool {
        self.supports.iter().any(|supported| supported == feature)
    }
}

static CORE: LazyLock<Vec<PostType>> = LazyLock::new(|| {
    let of_themes = [template(), template_part(), global_styles(), navigation(), font_family(), font_face()];
    [post(), page(), attachment(), menu_item(), pattern()].into_iter().chain(of_themes).collect()
});

fn core(name: &str, label: &str, singular: &str) -> PostType {
    let (name, label, singular) = (name.to_owned(), label.to_owned(), singular.to_owned());
    PostType { name, label, singular, builtin: true, ..PostType::default() }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn post() -> PostType {
    PostType {
        public: true,
        rest_base: Some("posts".into()),
        supports: words(
            "title editor author thumbnail excerpt trackbacks custom-fields comments revisions post-formats",
        ),
        taxonomies: words("category post_tag post_format"),
        ..core("post", "Posts", "Post")
    }
}

fn page() -> PostType {
    PostType {
        public: true,
        hierarchical: true,
        rest_base: Some("pages".into()),
        supports: words("title editor author thumbnail page-attributes custom-fields comments revisions"),
        ..core("page", "Pages", "Page")
    }
}

fn attachment() -> PostType {
    PostType {
        public: true,
        rest_base: Some("media".into()),
        supports: words("title author comments"),
        ..core("attachment", "Media", "Media")
    }
}

fn menu_item() -> PostType {
    PostType {
        rest_base: Some("menu-items".into()),
        supports: words("title editor"),
        taxonomies: words("nav_menu"),
        ..hidden("nav_menu_item", "Navigation Menu Items", "Navigation Menu Item")
    }
}

fn pattern() -> PostType {
    PostType {
        rest_base: Some("blocks".into()),
        supports: words("title excerpt editor revisions custom-fields"),
        taxonomies: words("wp_pattern_category"),
        ..hidden("wp_block", "Patterns", "Pattern")
    }
}

fn template() -> PostType {
    PostType {
        description: "Templates to include in your theme.".into(),
        rest_base: Some("templates".into()),
        supports: words("title slug excerpt editor revisions author"),
        ..hidden("wp_template", "Templates", "Template")
    }
}

fn template_part() -> PostType {
    PostType {
        description: "Template parts to include in your templates.".into(),
        rest_base: Some("template-parts".into()),
        supports: template().supports,
        ..hidden("wp_template_part", "Template Parts", "Template Part")
    }
}

fn global_styles() -> PostType {
    PostType {
        description: "Global styles to include in themes.".into(),
        rest_base: Some("global-styles".into()),
        supports: words("title editor revisions"),
        ..hidden("wp_global_styles", "Global Styles", "Global Style")
    }
}

fn navigation() -> PostType {
    PostType {
        description: "Navigation menus that can be inserted into your site.".into(),
        rest_base: Some("navigation".into()),
        supports: words("title editor revisions"),
        ..hidden("wp_navigation", "Navigation Menus", "Navigation Menu")
    }
}

fn font_family() -> PostType {
    PostType {
        rest_base: Some("font-families".into()),
        supports: words("title"),
        ..hidden("wp_font_family", "Font Families", "Font Family")
    }
}

fn font_face() -> PostType {
    PostType {
        rest_base: Some("font-families/(?P<font_family_id>[\\d]+)/font-faces".into()),
        supports: words("title"),
        ..hidden("wp_font_face", "Font Faces", "Font Face")
    }
}

/// A type that no search goes through.
fn hidden(name: &str, label: &str, singular: &str) -> PostType {
    PostType { exclude_from_search: true, ..core(name, label, singular) }
}

/// Every type of the site: WordPress's own first.
pub fn types(settings: &Settings) -> Cow<'static, [PostType]> {
    match settings.get(REGISTERED) {
        None => Cow::Borrowed(&CORE),
        Some(value) => {
            let registered: Vec<PostType> = serde_json::from_value(value.clone()).unwrap_or_default();
            let own = registered.into_iter().filter(|found| !CORE.iter().any(|core| core.name == found.name));
            Cow::Owned(CORE.iter().cloned().chain(own).collect())
        }
    }
}

/// The type with this name.
pub fn type_named(settings: &Settings, name: &str) -> Option<PostType> {
    types(settings).iter().find(|found| found.name == name).cloned()
}

/// Whether the type with this name supports `feature`; one that is not registered supports nothing.
pub fn type_supports(settings: &Settings, name: &str, feature: &str) -> bool {
    types(settings).iter().any(|found| found.name == name && found.supports(feature))
}

/// Names of the types that a search goes through.
pub fn searchable_types(settings: &Settings) -> Vec<String> {
    let types = types(settings);
    types.iter().filter(|found| found.public && !found.exclude_from_search).map(|found| found.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_registered_type_stands_beside_the_core_ones_and_never_replaces_them() {
        let registered =
            json!([{ "name": "book", "label": "Books", "public": true }, { "name": "page", "label": "X" }]);
        let settings = Settings::new([(REGISTERED.to_owned(), registered)].into(), "http://example.com".into());
        assert_eq!(type_named(&settings, "book").unwrap().label, "Books");
        assert_eq!(type_named(&settings, "page").unwrap().label, "Pages");
        assert_eq!(searchable_types(&settings), ["post", "page", "attachment", "book"]);
    }
}
