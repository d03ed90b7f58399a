//! Lists environments and the sites in them.

use cms::users::Capability;
use cms::{Actor, Host, Result};
use sea_orm::{EntityTrait, QueryOrder};

use super::{ClonedSite, Environment, entity, site_entity};

/// An environment with its sites.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The environment.
    pub environment: Environment,
    /// The sites that were cloned into it.
    pub sites: Vec<ClonedSite>,
}

/// Every environment of the host, by name.
pub async fn list(production: &Host, actor: &Actor) -> Result<Vec<Listed>> {
    actor.require(Capability::ManageNetwork)?;
    let connection = production.database().reader();
    let environments = entity::Entity::find().order_by_asc(entity::Column::Name).all(connection).await?;
    let sites = site_entity::Entity::find().order_by_asc(site_entity::Column::SiteId).all(connection).await?;
    let listed = environments.into_iter().map(|environment| {
        let of_it = sites.iter().filter(|site| site.environment == environment.name).cloned().collect();
        Listed { environment, sites: of_it }
    });
    Ok(listed.collect())
}
