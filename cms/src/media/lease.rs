//! Which of several syncers carries: the one whose lease counts up. It spares work and guards nothing: what two of them
//! carry at once is carried twice, to the same end.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::lease_entity::{self as entity, Column};
use crate::{Host, Result};

/// The one lease that there is.
const SYNCER: &str = "syncer";

/// Who holds the lease, and how often it has said so.
pub type Lease = entity::Model;

/// Takes the lease for `holder`, or renews it. `seen` is what whoever asks saw last time that it held still for longer than a
/// lease lasts; none to take it from nobody. Gives the lease as it is now.
pub async fn hold_lease(host: &Host, holder: &str, seen: Option<&Lease>) -> Result<Option<Lease>> {
    let first = entity::ActiveModel { name: Set(SYNCER.into()), holder: Set(holder.into()), beat: Set(0) };
    let taken = OnConflict::column(Column::Name).do_nothing().to_owned();
    let writer = host.database().writer();
    entity::Entity::insert(first).on_conflict(taken).exec_without_returning(writer).await?;
    let (of, beat) = seen.map_or((holder, None), |seen| (seen.holder.as_str(), Some(seen.beat)));
    let mut update = entity::Entity::update_many().filter(Column::Name.eq(SYNCER)).filter(Column::Holder.eq(of));
    if let Some(beat) = beat {
        update = update.filter(Column::Beat.eq(beat));
    }
    let beats = Expr::col(Column::Beat).add(1);
    update.col_expr(Column::Holder, Expr::value(holder)).col_expr(Column::Beat, beats).exec(writer).await?;
    Ok(entity::Entity::find_by_id(SYNCER).one(writer).await?)
}

/// Gives the lease back, so that the next one need not wait.
pub async fn release_lease(host: &Host, holder: &str) -> Result<()> {
    let held = entity::Entity::delete_many().filter(Column::Name.eq(SYNCER)).filter(Column::Holder.eq(holder));
    held.exec(host.database().writer()).await?;
    Ok(())
}
