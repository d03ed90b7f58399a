//! Makes an environment: a folder with its settings, and a line in production's registry.

use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use cms::users::Capability;
use cms::{Actor, Error, Host, Result};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::{Environment, entity};

/// What a new environment starts from.
#[derive(Clone, Debug, Default)]
pub struct NewEnvironment {
    /// Lower-case letters, digits and hyphens.
    pub name: String,
    /// `postgres://…`, or none for an SQLite file in the environment's folder.
    pub database_url: Option<String>,
    /// Where its front listens, `address:port`; none for the default.
    pub listen: Option<String>,
    /// Who it may write to: addresses and `@domains`, comma-separated.
    pub mail_allow: String,
}

/// Makes it below `environments/` in production's data folder. Fails where the name is taken or is none.
pub async fn create(production: &Host, actor: &Actor, new: NewEnvironment) -> Result<Environment> {
    actor.require(Capability::ManageNetwork)?;
    require_name(&new.name)?;
    let known = entity::Entity::find_by_id(new.name.clone()).one(production.database().writer()).await?;
    if known.is_some() {
        return Err(Error::conflict("environment_exists", format!("There is an environment {} already.", new.name)));
    }
    let folder = std::path::absolute(production.config().data_dir.join("environments").join(&new.name))?;
    write_settings(&folder, &settings(production, &folder, &new)?)?;
    copy_themes(&production.config().data_dir.join("themes"), &folder.join("themes"))?;
    let row = entity::ActiveModel {
        name: Set(new.name),
        folder: Set(folder.display().to_string()),
        state: Set("ready".into()),
        created: Set(production.now()),
    };
    Ok(row.insert(production.database().writer()).await?)
}

fn require_name(name: &str) -> Result<()> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.is_empty() || name.len() > 40 || name.starts_with('-') || !name.bytes().all(allowed) {
        let message = "An environment's name has lower-case letters, digits and hyphens.";
        return Err(Error::invalid("invalid_name", message));
    }
    if name == "production" {
        return Err(Error::invalid("invalid_name", "Production is what environments are made beside."));
    }
    Ok(())
}

/// Its `platen.toml`. Mail leaves the way production's does, to the few on the list; buckets, Redis and readers stay
/// production's alone.
fn settings(production: &Host, folder: &Path, new: &NewEnvironment) -> Result<String> {
    let ours = production.config();
    let mut settings = toml::Table::new();
    let mut set = |name: &str, value: String| drop(settings.insert(name.to_owned(), value.into()));
    set("environment", new.name.clone());
    set("data_dir", folder.display().to_string());
    set("mail_allow", new.mail_allow.clone());
    set("trusted_proxies", ours.trusted_proxies.clone());
    if let Some(url) = new.database_url.as_ref().filter(|url| !url.is_empty()) {
        set("database_url", url.clone());
    }
    if let Some(listen) = &new.listen {
        set("listen", listen.clone());
    }
    for (name, value) in [("mail_url", &ours.mail_url), ("mail_from", &ours.mail_from)] {
        if let Some(value) = value.as_ref().filter(|_| !new.mail_allow.is_empty()) {
            set(name, value.clone());
        }
    }
    if let Some(themes) = &ours.themes_dir {
        set("themes_dir", std::path::absolute(themes)?.display().to_string());
    }
    toml::to_string(&settings).map_err(|error| Error::Internal(error.to_string()))
}

/// It may hold a password, so nobody else reads it.
fn write_settings(folder: &Path, settings: &str) -> Result<()> {
    use std::io::Write;
    std::fs::create_dir_all(folder)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(folder.join("platen.toml"))?;
    file.write_all(settings.as_bytes())?;
    Ok(file.sync_all()?)
}

/// Themes are small, and a theme that is worked on must not change under production.
fn copy_themes(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()? {
            kind if kind.is_dir() => copy_themes(&entry.path(), &target)?,
            kind if kind.is_file() => drop(std::fs::copy(entry.path(), target)?),
            _ => {}
        }
    }
    Ok(())
}
