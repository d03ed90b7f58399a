//! Files of all sites in figures, for whoever runs the host.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Place;
use super::file_entity::{self as entity, Column};
use crate::{Host, Result};

/// Bytes of each site's files.
pub(crate) async fn used_by_site(host: &Host) -> Result<HashMap<i64, i64>> {
    let rows = entity::Entity::find()
        .select_only()
        .column(Column::SiteId)
        // PostgreSQL's sum of bigints is a numeric.
        .column_as(Expr::cust("CAST(COALESCE(SUM(size), 0) AS BIGINT)"), "used")
        .group_by(Column::SiteId)
        .into_tuple()
        .all(host.database().reader())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Files of each site that a place lacks, or has although they are gone.
pub(crate) async fn waiting_by_site(host: &Host, place: Place) -> Result<HashMap<i64, i64>> {
    let rows = entity::Entity::find()
        .select_only()
        .column(Column::SiteId)
        .column_as(Column::Id.count(), "files")
        .filter(Expr::col(place.column()).ne(Expr::col(Column::Sha256)))
        .group_by(Column::SiteId)
        .into_tuple()
        .all(host.database().reader())
        .await?;
    Ok(rows.into_iter().collect())
}
