//! What the API knows of a type of posts.

use cms::Settings;
use cms::posts::{PostType, type_named};

/// A type, by the name that its rows carry and the name that its addresses carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// `post`, `page`, `wp_block`, `nav_menu_item`, `attachment`, `wp_navigation`.
    pub name: &'static str,
    /// `posts`, `pages`, `blocks`, ….
    pub base: &'static str,
}

/// Posts.
pub const POST: Kind = Kind { name: "post", base: "posts" };
/// Pages.
pub const PAGE: Kind = Kind { name: "page", base: "pages" };
/// Synced patterns.
pub const PATTERN: Kind = Kind { name: "wp_block", base: "blocks" };
/// Navigation menus of block themes.
pub const NAVIGATION: Kind = Kind { name: "wp_navigation", base: "navigation" };

impl Kind {
    /// Attachments.
    pub const ATTACHMENT: Self = Self { name: "attachment", base: "media" };

    /// The type as it is registered on a site; an empty one that supports nothing where it is not.
    pub fn registered(self, settings: &Settings) -> PostType {
        type_named(settings, self.name).unwrap_or_default()
    }

    /// Whether visitors may read published posts of the type.
    pub fn is_public(self) -> bool {
        matches!(self.name, "post" | "page" | "attachment")
    }

    /// The taxonomies of the type that the API shows, by name and base.
    pub fn taxonomies(self) -> &'static [(&'static str, &'static str)] {
        match self.name {
            "post" => &[("category", "categories"), ("post_tag", "tags")],
            "wp_block" => &[("wp_pattern_category", "wp_pattern_category")],
            _ => &[],
        }
    }
}
