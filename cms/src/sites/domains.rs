//! The names that lead to a site.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::domain_entity as entity;
use crate::{Actor, Result, Site};

/// The names that lead to the site, its own first; for whoever runs it.
pub async fn domains(site: &Site, actor: &Actor) -> Result<Vec<entity::Model>> {
    actor.require_manager()?;
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .order_by_desc(entity::Column::IsPrimary)
        .order_by_asc(entity::Column::Host);
    Ok(query.all(site.reader()).await?)
}
