//! What is the environment's own and never goes up: its address, who it writes to, what keeps it apart.

use cms::settings::is_of_one_site;

/// What else each side keeps for itself: who is written to, and whether search engines are let in.
const OWN: [&str; 2] = ["blog_public", "admin_email"];

/// Whether the option of this name belongs to the environment and not to the content.
pub fn is_environments_own(option: &str) -> bool {
    is_of_one_site(option) || OWN.contains(&option)
}

/// Meta keys that say who looks at a post just now, and so belong to nobody's content.
pub(super) const PASSING_META: [&str; 5] = ["_edit_lock", "_edit_last", "_encloseme", "_pingme", "_wp_old_date"];
