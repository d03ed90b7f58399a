//! The work of a site.

use chrono::{NaiveDateTime, TimeDelta};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Kind, entity};
use crate::{Actor, Error, Result, Site};

/// What was not heard of for so many seconds runs no more: its server has gone.
const SILENCE: i64 = 60;
const MOST: u64 = 20;

/// The newest first.
pub async fn list(site: &Site, actor: &Actor, kind: &Kind) -> Result<Vec<entity::Model>> {
    kind.require(actor)?;
    let of_kind = of_kind(site, kind);
    let rows = of_kind.order_by_desc(entity::Column::Id).limit(MOST).all(site.writer()).await?;
    Ok(rows.into_iter().map(|row| as_it_stands(site, kind, row)).collect())
}

/// One of them.
pub async fn by_id(site: &Site, actor: &Actor, kind: &Kind, id: i64) -> Result<entity::Model> {
    kind.require(actor)?;
    let row = of_kind(site, kind).filter(entity::Column::Id.eq(id)).one(site.writer()).await?;
    let row = row.ok_or_else(|| Error::not_found(kind.missing, "There is no such work."))?;
    Ok(as_it_stands(site, kind, row))
}

/// All work of a kind on the site.
pub(super) fn of_kind(site: &Site, kind: &Kind) -> sea_orm::Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::SiteId.eq(site.id())).filter(entity::Column::Kind.eq(kind.name))
}

/// Whatever was last heard of before this moment is gone.
pub(super) fn silence_began(site: &Site) -> NaiveDateTime {
    site.host().now() - TimeDelta::seconds(SILENCE)
}

/// The server that ran it may have ended in the middle.
fn as_it_stands(site: &Site, kind: &Kind, mut row: entity::Model) -> entity::Model {
    if row.state == "running" && row.touched < silence_began(site) {
        row.state = "failed".into();
        row.told = (kind.cut_off)(&row.work).into();
    }
    row
}
