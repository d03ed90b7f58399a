//! Deletes an environment.

use std::path::Path;

use cms::users::Capability;
use cms::{Actor, Error, Host, Result, sites};
use sea_orm::EntityTrait;

use super::{entity, find, open};

/// Deletes an environment with its clones, its uploads and its settings; production keeps everything, the log of
/// promotions among it. In a PostgreSQL database the clones go and the empty tables stay.
pub async fn delete(production: &Host, actor: &Actor, name: &str) -> Result<()> {
    actor.require(Capability::ManageNetwork)?;
    let environment = find(production, name).await?;
    let folder = Path::new(&environment.folder).to_path_buf();
    let expected = std::path::absolute(production.config().data_dir.join("environments").join(name))?;
    if folder != expected {
        let message = format!("The environment's folder is not {}: nothing was deleted.", expected.display());
        return Err(Error::refused("environment_elsewhere", message));
    }
    match open(production, &environment).await {
        Ok(host) if host.database().is_postgres() => empty(&host).await?,
        Ok(_) => {}
        Err(Error::Invalid { .. }) => {}
        Err(error) => return Err(error),
    }
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder)?;
    }
    entity::Entity::delete_by_id(name.to_owned()).exec(production.database().writer()).await?;
    Ok(())
}

async fn empty(host: &Host) -> Result<()> {
    for record in sites::all(host).await? {
        let site = sites::by_id(host, record.id).await?;
        if sites::is_in_environment(&site) {
            sites::erase(&site, &Actor::System).await?;
        }
    }
    cms::users::entity::Entity::delete_many().exec(host.database().writer()).await?;
    Ok(())
}
