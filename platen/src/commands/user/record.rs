//! An account as lists show it, under WP-CLI's names.

use cms::Site;
use cms::permalinks::Permalinks;
use cms::users::{Model, Role};

use crate::output::Record;

/// The account with its role on the site.
pub fn of(site: &Site, user: &Model, role: Option<Role>) -> Record {
    Record::new()
        .with("ID", user.id)
        .with("user_login", user.login.clone())
        .with("display_name", user.display_name.clone())
        .with("user_email", user.email.clone())
        .with("user_registered", user.registered.to_string())
        .with("roles", role.map(|role| role.to_string()).unwrap_or_default())
        .with("user_nicename", user.nicename.clone())
        .with("user_url", user.url.clone())
        // WordPress's column, which nothing sets any more.
        .with("user_status", 0)
        .with("url", Permalinks::new(site.settings()).author(user.id, &user.nicename))
        .with("first_name", user.first_name.clone())
        .with("last_name", user.last_name.clone())
        .with("nickname", user.nickname.clone())
        .with("description", user.description.clone())
        .with("locale", user.locale.clone())
        .with("network_admin", user.is_network_admin)
}
