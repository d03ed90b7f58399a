//! The settings of a clone: the original's, but for its address, its secrets and what is kept for a while.

use sea_orm::{EntityTrait, Set};
use serde_json::{Value, json};

use crate::settings::{entity as option, is_of_one_site};
use crate::sites::{MAPPED_ADDRESS, SiteRecord, mapped_in_clone};
use crate::{Change, Result, Site};

/// What the search engines know the original by.
const KEYS: [&str; 2] = ["platen_indexnow_key", "platen_search_console_property"];

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
    is_of_one_site(name) || KEYS.contains(&name)
}
