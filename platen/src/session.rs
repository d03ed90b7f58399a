//! What most commands begin with: the configuration, the host, the site that `--url` names and who acts.

use std::sync::Arc;

use anyhow::{Context, bail};
use cms::{Actor, CurrentUser, Host, Site, sites, users};
use platform::{Clock, Config, confined};

use crate::command_line::GlobalOptions;
use crate::voice::Voice;

/// A command does one thing after the other, and each connection to the embedded database has a cache of its own.
const CONNECTIONS: u32 = 3;

/// An open host, and how the command was called.
#[derive(Debug)]
pub struct Session {
    /// The host.
    pub host: Host,
    /// How to speak.
    pub voice: Voice,
    url: Option<String>,
    user: Option<String>,
}

impl Session {
    /// Opens the host that the configuration and the global flags describe. Nothing is migrated.
    pub async fn open(global: &GlobalOptions) -> anyhow::Result<Self> {
        let mut config = configuration(global)?;
        config.database_connections = config.database_connections.min(CONNECTIONS);
        platform::logs::start(&Config { log: "warn".into(), ..config.clone() });
        let host = Host::open(config, Clock::system()).await?;
        Ok(Self { host, voice: global.voice(), url: global.url.clone(), user: global.user.clone() })
    }

    /// The site that `--url` names; without it the only or first one.
    pub async fn site(&self) -> anyhow::Result<Site> {
        Ok(sites::by_url(&self.host, self.url.as_deref()).await?)
    }

    /// The address that `--url` gives, for commands that make a site.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Who acts on `site`: the host itself, or whom `--user` names.
    pub async fn actor(&self, site: &Site) -> anyhow::Result<Actor> {
        let Some(name) = &self.user else { return Ok(Actor::System) };
        let user = self.person(name).await?;
        let role = users::on_site(site, user.id).await?;
        Ok(Actor::User(Arc::new(CurrentUser { user, role })))
    }

    /// The site and who acts on it.
    pub async fn site_and_actor(&self) -> anyhow::Result<(Site, Actor)> {
        let site = self.site().await?;
        let actor = self.actor(&site).await?;
        Ok((site, actor))
    }

    /// The account that `name` means: a number, a login or a mail address.
    pub async fn person(&self, name: &str) -> anyhow::Result<users::Model> {
        let found = match name.parse::<i64>() {
            Ok(id) => users::by_id(&self.host, id).await?,
            Err(_) => users::by_login(&self.host, name).await?,
        };
        let found = match found {
            None if name.contains('@') => users::by_email(&self.host, name).await?,
            found => found,
        };
        match found {
            Some(user) => Ok(user),
            None => bail!("Invalid user ID, email or login: '{name}'"),
        }
    }
}

/// The settings in force: defaults, the file, the environment, then the command line.
pub fn configuration(global: &GlobalOptions) -> anyhow::Result<Config> {
    if let Some(file) = global.config.as_deref().filter(|file| !file.is_file()) {
        bail!("There is no configuration file {}.", file.display());
    }
    let mut config = Config::load(global.config.as_deref()).context("The configuration cannot be used")?;
    config.own_program = Some(confined::OWN_PROGRAM.into());
    if let Some(folder) = &global.data_dir {
        if !config.environment.is_empty() && std::path::absolute(folder)? != config.data_dir {
            bail!("The environment {} has its own data folder: leave out --data-dir.", config.environment);
        }
        config.data_dir.clone_from(folder);
    }
    Ok(config)
}
