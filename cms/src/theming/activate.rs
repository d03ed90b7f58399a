//! Chooses the theme of a site.

use serde_json::json;

use super::{Theme, register};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site, settings};

/// Shows the site with the theme `slug` from now on, as WordPress's `switch_theme` does: menus that were assigned to
/// a location stay with the location, widgets with their sidebar, each theme's own settings with the theme.
pub async fn activate(site: &Site, actor: &Actor, slug: &str) -> Result<()> {
    actor.require(Capability::SwitchThemes)?;
    let themes = site.host().themes();
    let theme = themes.get(slug).ok_or_else(|| match themes.faults().remove(slug) {
        Some(fault) => Error::invalid("theme_broken", fault.to_string()),
        None => Error::not_found("theme_not_found", format!("There is no theme {slug}.")),
    })?;
    let old = site.settings().text("stylesheet");
    carry_menus_over(site, &old, slug).await?;
    let before = themes.get(&old);
    register::register(site, before.as_deref().map(Theme::manifest), theme.manifest()).await?;
    settings::update(site, &Actor::System, "template", &json!(theme.template())).await?;
    settings::update(site, &Actor::System, "stylesheet", &json!(slug)).await?;
    settings::update(site, &Actor::System, "current_theme", &json!(theme.manifest().name)).await
}

/// A theme that was never active takes over which menu stands where.
async fn carry_menus_over(site: &Site, old: &str, new: &str) -> Result<()> {
    let name = format!("theme_mods_{new}");
    if old == new || site.settings().get(&name).is_some() {
        return Ok(());
    }
    let locations = site.settings().get(&format!("theme_mods_{old}")).and_then(|mods| mods.get("nav_menu_locations"));
    match locations {
        Some(locations) => {
            settings::update(site, &Actor::System, &name, &json!({ "nav_menu_locations": locations })).await
        }
        None => Ok(()),
    }
}
