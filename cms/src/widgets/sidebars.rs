//! The places for widgets that the active theme has.

use super::arrangement::{INACTIVE, arrangement};
use crate::{Result, Site};

/// A place for widgets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sidebar {
    /// Its name.
    pub id: String,
    /// For people.
    pub name: String,
    /// Where it stands.
    pub description: String,
    /// Whether the theme shows it.
    pub active: bool,
    /// Its widgets' names.
    pub widgets: Vec<String>,
}

/// The sidebars of the active theme, and the one for widgets that stand nowhere.
pub fn sidebars(site: &Site) -> Result<Vec<Sidebar>> {
    let placed = arrangement(site);
    let theme = site.host().themes().of(site.settings())?;
    let own = theme.manifest().sidebars.iter().map(|(id, sidebar)| Sidebar {
        id: id.clone(),
        name: sidebar.name.clone(),
        description: sidebar.description.clone(),
        active: true,
        widgets: placed.of(id).to_vec(),
    });
    let nowhere = Sidebar {
        id: INACTIVE.to_owned(),
        name: "Inactive widgets".to_owned(),
        description: String::new(),
        active: false,
        widgets: placed.of(INACTIVE).to_vec(),
    };
    Ok(own.chain(std::iter::once(nowhere)).collect())
}
