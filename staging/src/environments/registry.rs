//! Finds environments and their sites in production's registry.

use cms::{Error, Host, Result, Site};
use sea_orm::EntityTrait;

use super::{ClonedSite, Environment, entity, site_entity};

/// The environment of this name.
pub async fn find(production: &Host, name: &str) -> Result<Environment> {
    let found = entity::Entity::find_by_id(name.to_owned()).one(production.database().writer()).await?;
    found.ok_or_else(|| Error::not_found("environment_not_found", format!("There is no environment {name}.")))
}

/// What production knows of the clone of `site` in this environment; none where it was never cloned there.
pub async fn site_of(site: &Site, environment: &str) -> Result<Option<ClonedSite>> {
    let key = (environment.to_owned(), site.id());
    Ok(site_entity::Entity::find_by_id(key).one(site.writer()).await?)
}
