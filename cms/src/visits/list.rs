//! The numbers of the last days.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// The last `days`, today at the end; days without visits are among them.
pub async fn of_last_days(site: &Site, actor: &Actor, days: u32) -> Result<Vec<entity::Model>> {
    actor.require(Capability::EditPosts)?;
    let today = site.host().now().date();
    let names: Vec<String> =
        (0..i64::from(days)).rev().map(|ago| (today - TimeDelta::days(ago)).format("%Y-%m-%d").to_string()).collect();
    let first = names.first().cloned().unwrap_or_default();
    let found = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Day.gte(first))
        .all(site.reader())
        .await?;
    let views: HashMap<String, i64> = found.into_iter().map(|row| (row.day, row.views)).collect();
    let row = |day: String| entity::Model { site_id: site.id(), views: views.get(&day).copied().unwrap_or(0), day };
    Ok(names.into_iter().map(row).collect())
}
