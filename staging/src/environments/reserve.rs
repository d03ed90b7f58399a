//! Numbers for what will be made in an environment: production counts on after them.

use cms::sites::{Kind, next_many};
use cms::{Result, Site};
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

/// Where the reserved numbers begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reserved {
    pub(super) first_post: i64,
    pub(super) first_term: i64,
    pub(super) last_user: i64,
}

/// Takes `block` numbers of posts and of terms out of production's counters, and notes the last account there is.
pub(super) async fn reserve(production: &Site, block: i64) -> Result<Reserved> {
    let last_user: Option<i64> = cms::users::entity::Entity::find()
        .select_only()
        .column(cms::users::entity::Column::Id)
        .order_by_desc(cms::users::entity::Column::Id)
        .into_tuple()
        .one(production.writer())
        .await?;
    Ok(Reserved {
        first_post: next_many(production, Kind::Posts, block).await?,
        first_term: next_many(production, Kind::Terms, block).await?,
        last_user: last_user.unwrap_or_default(),
    })
}
