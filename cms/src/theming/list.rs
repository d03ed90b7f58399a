//! The themes of the host, as `wp theme list` shows them, and what is wrong with them.

use std::path::Path;

use serde::Serialize;

use super::files::Shelf;
use super::{Fault, Themes};
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// Whether a theme shows a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeStatus {
    /// It shows the site.
    Active,
    /// It is the parent of the one that shows the site.
    Parent,
    /// It may be activated.
    Inactive,
    /// It cannot be used.
    Broken,
}

/// One theme of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeSummary {
    /// The theme's folder.
    pub name: String,
    /// Whether it shows the site.
    pub status: ThemeStatus,
    /// Its own version.
    pub version: String,
    /// For people.
    pub title: String,
    /// A sentence or two.
    pub description: String,
    /// Who made it.
    pub author: String,
    /// The author's or the theme's address, or empty.
    pub website: String,
    /// The parent's folder, or empty.
    pub parent: String,
    /// Why its newest version is refused, where it is.
    pub fault: Option<Fault>,
}

/// Every theme of the host, and which of them shows `site`.
pub fn list(site: &Site, actor: &Actor) -> Result<Vec<ThemeSummary>> {
    actor.require(Capability::SwitchThemes)?;
    let themes = site.host().themes();
    let active = themes.of(site.settings())?;
    let mut faults = themes.faults();
    let usable = themes.all().into_iter().map(|theme| {
        let status = match theme.slug() {
            slug if slug == active.slug() => ThemeStatus::Active,
            slug if active.layers.iter().any(|layer| layer.slug == slug) => ThemeStatus::Parent,
            _ => ThemeStatus::Inactive,
        };
        let manifest = theme.manifest().clone();
        ThemeSummary {
            name: theme.slug().to_owned(),
            status,
            version: manifest.version,
            title: manifest.name,
            description: manifest.description,
            author: manifest.author,
            website: manifest.website,
            parent: manifest.parent,
            fault: faults.remove(theme.slug()),
        }
    });
    let mut summaries: Vec<ThemeSummary> = usable.collect();
    summaries.extend(faults.into_iter().map(|(name, fault)| broken(name, fault)));
    Ok(summaries)
}

fn broken(name: String, fault: Fault) -> ThemeSummary {
    ThemeSummary {
        title: name.clone(),
        name,
        status: ThemeStatus::Broken,
        version: String::new(),
        description: String::new(),
        author: String::new(),
        website: String::new(),
        parent: String::new(),
        fault: Some(fault),
    }
}

/// What is wrong with the themes in `folder`, as if they were installed: for a theme's maker, before anybody uses it.
/// Nothing means that every template of every theme compiles.
pub fn check(folder: &Path) -> Result<Vec<Fault>> {
    let themes = Themes::from_shelves(vec![Shelf::Shipped, Shelf::Folder(folder.to_owned())])?;
    Ok(themes.faults().into_values().collect())
}
