//! Ends runs in progress.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{event_entity as entity, state};
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// Has the runs of a hook end that are in progress; their runners see it within a second. Tells how many there are.
/// What was done by then stays done; an effect that commits with its acknowledgement does not happen.
pub async fn cancel(site: &Site, actor: &Actor, hook: &str) -> Result<u64> {
    actor.require(Capability::ManageOptions)?;
    let running = entity::Entity::update_many()
        .col_expr(entity::Column::Cancelled, Expr::value(true))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Hook.eq(hook))
        .filter(entity::Column::State.eq(state::RUNNING));
    Ok(running.exec(site.writer()).await?.rows_affected)
}
