//! What is the environment's own and never goes up: its address, who it writes to, what keeps it apart.

/// Options that each side keeps for itself.
const OWN: [&str; 12] = [
    "home",
    "siteurl",
    "blog_public",
    "admin_email",
    "new_admin_email",
    "mailserver_url",
    "mailserver_login",
    "mailserver_pass",
    "mailserver_port",
    "cron",
    "rewrite_rules",
    "recently_edited",
];

/// Beginnings of names of options that each side keeps for itself: what is kept for a while, what says that a site is a
/// clone, and who must approve of a promotion.
const OWN_BEGINNINGS: [&str; 4] = ["_transient_", "_site_transient_", "platen_environment", "platen_promotion"];

/// Whether the option of this name belongs to the environment and not to the content.
pub fn is_environments_own(option: &str) -> bool {
    OWN.contains(&option) || OWN_BEGINNINGS.iter().any(|beginning| option.starts_with(beginning))
}

/// Meta keys that say who looks at a post just now, and so belong to nobody's content.
pub(super) const PASSING_META: [&str; 5] = ["_edit_lock", "_edit_last", "_encloseme", "_pingme", "_wp_old_date"];
