//! What the API knows of a taxonomy.

use cms::Settings;
use cms::terms::taxonomies;

use crate::rest::nouns::posts::lasting;

/// A taxonomy by the name that rows carry and the name that addresses carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// `category`, `post_tag`, ….
    pub name: &'static str,
    /// `categories`, `tags`, ….
    pub base: &'static str,
    /// Whether terms have parents.
    pub hierarchical: bool,
}

impl Kind {
    /// Menus, which are terms that hold menu items.
    pub const MENU: Self = Self { name: "nav_menu", base: "menus", hierarchical: false };

    /// The taxonomies that the API shows on a site with these options, in their order.
    pub fn all(settings: &Settings) -> Vec<Self> {
        let known = taxonomies(settings);
        let shown = known.iter().filter_map(|found| Some((found, found.rest_base.as_deref()?)));
        shown
            .map(|(found, base)| Self {
                name: lasting(&found.name),
                base: lasting(base),
                hierarchical: found.hierarchical,
            })
            .collect()
    }
}
