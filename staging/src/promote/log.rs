//! The log of promotions.

use cms::users::Capability;
use cms::{Actor, Error, Result, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{PromotedRow, Promotion, entity, row_entity};

/// The promotions of a site, the newest first.
pub async fn log(site: &Site, actor: &Actor) -> Result<Vec<Promotion>> {
    actor.require(Capability::ManageOptions)?;
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id())).order_by_desc(entity::Column::Id);
    Ok(query.all(site.writer()).await?)
}

/// One promotion with its rows, in their order.
pub async fn log_entry(site: &Site, actor: &Actor, id: i64) -> Result<(Promotion, Vec<PromotedRow>)> {
    actor.require(Capability::ManageOptions)?;
    let promotion = required(site, id).await?;
    Ok((promotion, rows(site, id).await?))
}

pub(super) async fn required(site: &Site, id: i64) -> Result<Promotion> {
    let found = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id())).one(site.writer()).await?;
    found.ok_or_else(|| Error::not_found("promotion_not_found", format!("{} has no promotion {id}.", site.url())))
}

pub(super) async fn rows(site: &Site, id: i64) -> Result<Vec<PromotedRow>> {
    let query = row_entity::Entity::find()
        .filter(row_entity::Column::PromotionId.eq(id))
        .order_by_asc(row_entity::Column::Place);
    Ok(query.all(site.writer()).await?)
}
