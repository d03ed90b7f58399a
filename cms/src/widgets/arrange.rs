//! Says which widgets stand in a place.

use super::arrangement::{INACTIVE, arrangement, content_of};
use super::save::require_sidebar;
use crate::users::Capability;
use crate::{Actor, Change, Result, Site, settings, sites};

/// Puts these widgets, in this order, into a sidebar; they leave their old places, and what stood there stands nowhere.
/// Widgets that are not there are left out. Gives the site as it is then.
pub async fn arrange(site: &Site, actor: &Actor, sidebar: &str, widgets: Vec<String>) -> Result<Site> {
    actor.require(Capability::EditThemeOptions)?;
    require_sidebar(site, sidebar)?;
    let mut placed = arrangement(site);
    let mut wanted: Vec<String> = Vec::new();
    for id in widgets {
        let is_there = content_of(site, &id).is_some() || placed.place_of(&id).is_some();
        if is_there && !wanted.contains(&id) {
            wanted.push(id);
        }
    }
    let gone: Vec<String> = placed.of(sidebar).iter().filter(|id| !wanted.contains(id)).cloned().collect();
    for id in wanted.iter().chain(&gone) {
        placed.remove(id);
    }
    if sidebar != INACTIVE {
        gone.iter().for_each(|id| placed.push(INACTIVE, id));
    }
    placed.set(sidebar, wanted);
    let mut change = Change::begin(site).await?;
    settings::write(&mut change, site, "sidebars_widgets", &placed.value()).await?;
    change.commit().await?;
    sites::by_id(site.host(), site.id()).await
}
