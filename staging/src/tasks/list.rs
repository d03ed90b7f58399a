//! The tasks of a site.

use chrono::TimeDelta;
use cms::users::Capability;
use cms::{Actor, Error, Result, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity;

/// A task that was not heard of for so many seconds runs no more: its front has gone.
const SILENCE: i64 = 60;
const MOST: u64 = 20;

/// The newest first.
pub async fn list(site: &Site, actor: &Actor) -> Result<Vec<entity::Model>> {
    actor.require(Capability::ManageOptions)?;
    let newest = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    let rows = newest.order_by_desc(entity::Column::Id).limit(MOST).all(site.writer()).await?;
    Ok(rows.into_iter().map(|row| as_it_stands(site, row)).collect())
}

/// One of them.
pub async fn by_id(site: &Site, actor: &Actor, id: i64) -> Result<entity::Model> {
    actor.require(Capability::ManageOptions)?;
    let asked = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id()));
    let row = asked.one(site.writer()).await?;
    let row = row.ok_or_else(|| Error::not_found("task_not_found", "There is no such task."))?;
    Ok(as_it_stands(site, row))
}

/// The front that ran it may have ended in the middle.
fn as_it_stands(site: &Site, mut row: entity::Model) -> entity::Model {
    if row.state == "running" && row.touched + TimeDelta::seconds(SILENCE) < site.host().now() {
        row.state = "failed".into();
        row.told = match row.work.as_str() {
            "promote" | "rollback" | "recover" => {
                "The server was stopped in the middle. End what was cut off: production is then as before or as promised."
            }
            _ => "The server was stopped in the middle. Begin again.",
        }
        .into();
    }
    row
}
