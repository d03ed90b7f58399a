//! Options that say where a site is and what passes there: no copy of the site takes them along.

const NAMES: [&str; 10] = [
    "home",
    "siteurl",
    "new_admin_email",
    "mailserver_url",
    "mailserver_login",
    "mailserver_pass",
    "mailserver_port",
    "cron",
    "rewrite_rules",
    "recently_edited",
];

/// Beginnings of such names: what is kept for a while, what says that a site is a clone, and who must approve of a promotion.
const BEGINNINGS: [&str; 4] = ["_transient_", "_site_transient_", "platen_environment", "platen_promotion"];

/// Whether each site has the option of this name for itself.
pub fn is_of_one_site(name: &str) -> bool {
    NAMES.contains(&name) || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}
