//! The journal of a site that goes: its files are gone, and whoever has copies of them is told.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

use super::file_entity::{self as entity, Column};
use crate::{Change, Result, Site};

/// Notes that all files of the site are gone: their copies follow.
pub(crate) async fn note_all_gone(change: &Change, site: &Site) -> Result<()> {
    let there = entity::Entity::update_many().filter(Column::SiteId.eq(site.id())).filter(Column::Sha256.ne(""));
    let gone = there
        .col_expr(Column::Sha256, Expr::value(""))
        .col_expr(Column::Size, Expr::value(0))
        .col_expr(Column::Changed, Expr::value(site.host().now()));
    if gone.exec(change.connection()).await?.rows_affected > 0 {
        change.rings_for_files();
    }
    Ok(())
}

/// Whether a bucket that is configured still has something of the site.
pub(crate) async fn are_held(site: &Site) -> Result<bool> {
    let config = site.host().config();
    let is_set = |address: &Option<String>| address.as_deref().is_some_and(|address| !address.is_empty());
    let held = Condition::any()
        .add_option(is_set(&config.bucket_a).then(|| Column::InA.ne("")))
        .add_option(is_set(&config.bucket_b).then(|| Column::InB.ne("")));
    if held.is_empty() {
        return Ok(false);
    }
    let rows = entity::Entity::find().filter(Column::SiteId.eq(site.id())).filter(held);
    Ok(rows.count(site.writer()).await? > 0)
}

/// Whether the journal knows any file of the site, or knew one lately.
pub(crate) async fn has_journal(site: &Site) -> Result<bool> {
    let rows = entity::Entity::find().filter(Column::SiteId.eq(site.id()));
    Ok(rows.count(site.writer()).await? > 0)
}
