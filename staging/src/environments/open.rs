//! Opens an environment: a host of its own, with its own database.

use std::path::Path;

use cms::{Error, Host, Result, Site, sites};
use platform::Config;

use super::{ClonedSite, Environment, find, site_of};

/// A command does one thing after the other.
const CONNECTIONS: u32 = 4;

/// The environment as a host. Its settings come from its own file alone.
pub async fn open(production: &Host, environment: &Environment) -> Result<Host> {
    let file = Path::new(&environment.folder).join("platen.toml");
    let unreadable = |reason: String| Error::invalid("environment_broken", reason);
    if !file.is_file() {
        return Err(unreadable(format!("The environment {} has lost its {}.", environment.name, file.display())));
    }
    let mut config = Config::of_environment(&file).map_err(|error| unreadable(error.to_string()))?;
    config.database_connections = config.database_connections.min(CONNECTIONS);
    if config.database_address() == production.config().database_address() {
        return Err(unreadable("An environment needs a database of its own, and not production's.".into()));
    }
    // Connections that were there before the tables would not all know them, so those that are used are opened after.
    let alone = Config { database_connections: 1, ..config.clone() };
    Host::open(alone, production.clock().clone()).await?.migrate().await?;
    Host::open(config, production.clock().clone()).await
}

/// The complete clone of a site in this environment, and what production knows of it.
pub async fn open_site(production: &Site, name: &str) -> Result<(Site, ClonedSite)> {
    let environment = find(production.host(), name).await?;
    let cloned = site_of(production, name).await?.filter(ClonedSite::is_complete).ok_or_else(|| {
        let message = format!("{} has no complete clone in {name}: platen env clone {name}", production.url());
        Error::not_found("clone_not_found", message)
    })?;
    let host = open(production.host(), &environment).await?;
    let clone = sites::by_id(&host, production.id()).await?;
    Ok((clone, cloned))
}
