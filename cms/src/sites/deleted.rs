//! Sites that are deleted and not gone yet.

use chrono::{Days, NaiveDateTime};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{self, Column};
use crate::{Host, Result};

/// The status of a site that is deleted.
pub const DELETED: &str = "deleted";

impl entity::Model {
    /// Whether the site is deleted.
    pub fn is_deleted(&self) -> bool {
        self.status == DELETED
    }
}

/// When a deleted site will be gone for good, UTC; none for one that is not deleted.
pub fn gone_at(host: &Host, record: &entity::Model) -> Option<NaiveDateTime> {
    record.deleted?.checked_add_days(grace(host))
}

/// Whoever was deleted before this moment is due to go.
pub(super) fn due_before(host: &Host) -> NaiveDateTime {
    host.now() - grace(host)
}

fn grace(host: &Host) -> Days {
    Days::new(u64::from(host.config().deleted_site_days))
}

/// Whether a site is deleted and can still be restored.
pub fn may_be_restored(host: &Host, record: &entity::Model) -> bool {
    record.deleted.is_some_and(|deleted| deleted > due_before(host))
}

/// The deleted sites whose time is over.
pub async fn due_to_go(host: &Host) -> Result<Vec<entity::Model>> {
    let due = entity::Entity::find().filter(Column::Deleted.lte(due_before(host))).order_by_asc(Column::Id);
    Ok(due.all(host.database().writer()).await?)
}

/// The numbers of all deleted sites, for a condition.
pub(crate) fn deleted_ids() -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(entity::Entity)
        .and_where(Expr::col(Column::Deleted).is_not_null())
        .to_owned()
}
