//! The settings of a clone: the original's, but for its address, its secrets and what is kept for a while.

use sea_orm::{EntityTrait, Set};
use serde_json::{Value, json};

use crate::settings::entity as option;
use crate::sites::{MAPPED_ADDRESS, SiteRecord, mapped_in_clone};
use crate::{Change, Result, Site};

/// Options that each site has for itself.
const OWN: [&str; 12] = [
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
    "platen_indexnow_key",
    "platen_search_console_property",
];

/// Beginnings of names of such options.
const OWN_BEGINNINGS: [&str; 4] = ["_transient_", "_site_transient_", "platen_environment", "platen_promotion"];

/// Writes the settings of the clone of `site` that is entered as `record`.
pub(super) async fn copy(change: &Change, site: &Site, record: &SiteRecord, title: &str) -> Result<()> {
    let kept =
        site.settings().iter().filter(|(name, _)| !is_own(name)).map(|(name, value)| (name.clone(), value.clone()));
    let mut options: Vec<(String, Value)> = kept.collect();
    let title = title.trim();
    if !title.is_empty() {
        options.retain(|(name, _)| name != "blogname");
        options.push(("blogname".to_owned(), json!(title)));
    }
    let url = json!(record.url);
    let own = [("home", url.clone()), ("siteurl", url), (MAPPED_ADDRESS, mapped_in_clone(site))];
    options.extend(own.map(|(name, value)| (name.to_owned(), value)));
    let rows = options.into_iter().map(|(name, value)| option::ActiveModel {
        site_id: Set(record.id),
        name: Set(name),
        value: Set(value.to_string()),
    });
    option::Entity::insert_many(rows).exec_without_returning(change.connection()).await?;
    Ok(())
}

fn is_own(name: &str) -> bool {
    OWN.contains(&name) || OWN_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}
