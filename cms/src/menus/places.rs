//! Where the theme shows menus, and which of them new pages join.

use serde_json::{Value, json};

use super::load::locations;
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Result, Site, settings};

/// WordPress's option that lists the menus which new top pages join.
const OPTIONS: &str = "nav_menu_options";

/// The places of the active theme that show a menu.
pub fn locations_of(site: &Site, menu_id: i64) -> Vec<String> {
    locations(site).into_iter().filter(|(_, id)| *id == menu_id).map(|(location, _)| location).collect()
}

/// The menu that a place of the active theme shows; 0 for none.
pub fn at(site: &Site, location: &str) -> i64 {
    locations(site).into_iter().find(|(name, _)| name == location).map_or(0, |(_, id)| id)
}

/// Shows a menu in these places of the active theme and in no other (`handle_locations`).
pub async fn assign(site: &Site, actor: &Actor, menu_id: i64, places: &[String]) -> Result<()> {
    actor.require(Capability::EditThemeOptions)?;
    let option = format!("theme_mods_{}", site.settings().text("stylesheet"));
    let mut mods = site.settings().get(&option).filter(|mods| mods.is_object()).cloned().unwrap_or_else(|| json!({}));
    let mut assigned = mods["nav_menu_locations"].as_object().cloned().unwrap_or_default();
    assigned.retain(|_, id| id.as_i64() != Some(menu_id));
    assigned.extend(places.iter().map(|place| (place.clone(), json!(menu_id))));
    mods["nav_menu_locations"] = Value::Object(assigned);
    write(site, &option, &mods).await
}

/// Whether new top pages join the menu.
pub fn takes_new_pages(site: &Site, menu_id: i64) -> bool {
    joined(site).contains(&json!(menu_id))
}

/// Says whether new top pages join the menu.
pub async fn take_new_pages(site: &Site, actor: &Actor, menu_id: i64, joins: bool) -> Result<()> {
    actor.require(Capability::EditThemeOptions)?;
    let mut menus = joined(site);
    menus.retain(|id| *id != json!(menu_id));
    if joins {
        menus.push(json!(menu_id));
    }
    let mut options =
        site.settings().get(OPTIONS).filter(|found| found.is_object()).cloned().unwrap_or_else(|| json!({}));
    options["auto_add"] = Value::Array(menus);
    write(site, OPTIONS, &options).await
}

fn joined(site: &Site) -> Vec<Value> {
    let options = site.settings().get(OPTIONS).and_then(|options| options.get("auto_add"));
    options.and_then(Value::as_array).cloned().unwrap_or_default()
}

async fn write(site: &Site, option: &str, value: &Value) -> Result<()> {
    let mut change = Change::begin(site).await?;
    settings::write(&mut change, site, option, value).await?;
    change.makes_stale(CacheTag::Menus);
    change.commit().await
}
