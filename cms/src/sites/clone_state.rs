//! A site that another one's content is being copied into.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Site, entity};
use crate::{CacheTag, Change, Result};

/// Its status: nobody sees it yet.
pub(crate) const CLONING: &str = "cloning";

/// All of it is there: it opens. Whether it was still being copied, and not deleted meanwhile.
pub(crate) async fn is_cloned(change: &mut Change, site: &Site) -> Result<bool> {
    let update = entity::Entity::update_many()
        .col_expr(entity::Column::Status, Expr::value("active"))
        .filter(entity::Column::Id.eq(site.id()))
        .filter(entity::Column::Status.eq(CLONING));
    for tag in [CacheTag::Site, CacheTag::Settings, CacheTag::Theme, CacheTag::Menus] {
        change.makes_stale(tag);
    }
    Ok(update.exec(change.connection()).await?.rows_affected == 1)
}
