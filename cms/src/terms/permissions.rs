//! Who may change terms: WordPress's capabilities of taxonomies.

use crate::users::Capability;
use crate::{Actor, Error, Result};

/// What changing terms of this taxonomy asks for.
pub fn to_edit(taxonomy: &str) -> Capability {
    match taxonomy {
        "nav_menu" | "wp_theme" | "wp_template_part_area" => Capability::EditThemeOptions,
        "link_category" => Capability::ManageLinks,
        _ => Capability::ManageCategories,
    }
}

/// What giving terms of this taxonomy to posts asks for. Who may do that may also make a new one where terms have no
/// tree, as tags.
pub fn to_assign(taxonomy: &str) -> Capability {
    match taxonomy {
        "nav_menu" | "wp_theme" | "wp_template_part_area" | "link_category" => to_edit(taxonomy),
        _ => Capability::EditPosts,
    }
}

pub(super) fn require_create(actor: &Actor, taxonomy: &str, hierarchical: bool) -> Result<()> {
    let needed = if hierarchical { to_edit(taxonomy) } else { to_assign(taxonomy) };
    let refused = "Sorry, you are not allowed to create terms in this taxonomy.";
    if actor.may(needed) { Ok(()) } else { Err(Error::forbidden("rest_cannot_create", refused)) }
}

pub(super) fn require_edit(actor: &Actor, taxonomy: &str) -> Result<()> {
    let refused = "Sorry, you are not allowed to edit this term.";
    if actor.may(to_edit(taxonomy)) { Ok(()) } else { Err(Error::forbidden("rest_cannot_update", refused)) }
}

pub(super) fn require_delete(actor: &Actor, taxonomy: &str) -> Result<()> {
    let refused = "Sorry, you are not allowed to delete this term.";
    if actor.may(to_edit(taxonomy)) { Ok(()) } else { Err(Error::forbidden("rest_cannot_delete", refused)) }
}
