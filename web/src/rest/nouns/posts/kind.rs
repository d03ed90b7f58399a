//! What the API knows of a type of posts.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use cms::Settings;
use cms::posts::{self, PostType, type_named, types};
use cms::terms::taxonomies;

/// A type, by the name that its rows carry and the name that its addresses carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// `post`, `page`, `wp_block`, `nav_menu_item`, `attachment`, `wp_navigation`.
    pub name: &'static str,
    /// `posts`, `pages`, `blocks`, ….
    pub base: &'static str,
    /// Whether visitors may read published posts of the type.
    pub public: bool,
}

/// Posts.
pub const POST: Kind = Kind { name: "post", base: "posts", public: true };
/// Pages.
pub const PAGE: Kind = Kind { name: "page", base: "pages", public: true };
/// Synced patterns.
pub const PATTERN: Kind = Kind { name: "wp_block", base: "blocks", public: false };
/// Navigation menus of block themes.
pub const NAVIGATION: Kind = Kind { name: "wp_navigation", base: "navigation", public: false };

impl Kind {
    /// Attachments.
    pub const ATTACHMENT: Self = Self { name: "attachment", base: "media", public: true };

    /// The type as it is registered on a site; an empty one that supports nothing where it is not.
    pub fn registered(self, settings: &Settings) -> PostType {
        type_named(settings, self.name).unwrap_or_default()
    }

    /// The types that a site's theme or its owner registered for the API.
    pub fn registered_by(settings: &Settings) -> Vec<Self> {
        let all = types(settings);
        let own = all.iter().filter(|found| !found.builtin);
        own.filter_map(|found| {
            let base = lasting(found.rest_base.as_deref()?);
            Some(Self { name: lasting(&found.name), base, public: found.public })
        })
        .collect()
    }

    /// Whether visitors may read published posts of the type.
    pub fn is_public(self) -> bool {
        self.public
    }

    /// Whether posts of the type have what WordPress calls a feature (`title`, `editor`, …): what is registered, but
    /// WordPress's first types always show the same (`get_item_schema`).
    pub fn supports(self, settings: &Settings, feature: &str) -> bool {
        match (self.name, feature) {
            ("page", "excerpt") | ("attachment", "thumbnail" | "custom-fields") => true,
            ("attachment", "excerpt" | "editor") => false,
            _ => posts::type_supports(settings, self.name, feature),
        }
    }

    /// The taxonomies of the type that the API shows.
    pub fn taxonomies(self, settings: &Settings) -> Vec<KindTaxonomy> {
        let own = self.registered(settings).taxonomies;
        let all = taxonomies(settings);
        let of_type = all
            .iter()
            .filter(|found| own.contains(&found.name) || found.object_types.iter().any(|name| name == self.name));
        of_type
            .filter_map(|found| {
                let base = found.rest_base.clone()?;
                Some(KindTaxonomy { name: found.name.clone(), base, hierarchical: found.hierarchical })
            })
            .collect()
    }
}

/// A taxonomy of a type of posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindTaxonomy {
    /// `category`, `post_tag`, ….
    pub name: String,
    /// `categories`, `tags`, …: its field in a post, and its address.
    pub base: String,
    /// Whether its terms have parents.
    pub hierarchical: bool,
}

/// The same name for as long as the process runs: routes outlive the site that registered it. A host has few of them.
pub fn lasting(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}
