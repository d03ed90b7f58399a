//! Finds subscriptions.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Member, Subscription, subscription_entity as entity};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// Subscriptions of the site, the newest first; those in `state` if one is named.
pub async fn subscriptions(
    site: &Site,
    actor: &Actor,
    state: Option<&str>,
    skip: u64,
    limit: u64,
) -> Result<Vec<Subscription>> {
    actor.require(Capability::ManageOptions)?;
    let mut query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    if let Some(state) = state {
        query = query.filter(entity::Column::State.eq(state));
    }
    Ok(query.order_by_desc(entity::Column::Id).offset(skip).limit(limit).all(site.writer()).await?)
}

/// A member's subscription that has not ended. There is one at the most.
pub async fn current(site: &Site, member: &Member) -> Result<Option<Subscription>> {
    current_in(site.writer(), site, member.id).await
}

pub(super) async fn current_in<C: ConnectionTrait>(
    connection: &C,
    site: &Site,
    member_id: i64,
) -> Result<Option<Subscription>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::MemberId.eq(member_id))
        .filter(entity::Column::Ended.is_null());
    Ok(query.one(connection).await?)
}

/// All that a member ever had.
pub(super) async fn all_of(site: &Site, member_id: i64) -> Result<Vec<Subscription>> {
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    Ok(query.filter(entity::Column::MemberId.eq(member_id)).all(site.writer()).await?)
}

/// The subscription with this number.
pub(super) async fn required<C: ConnectionTrait>(connection: &C, site: &Site, id: i64) -> Result<Subscription> {
    let query = entity::Entity::find_by_id(id).filter(entity::Column::SiteId.eq(site.id()));
    let missing = || Error::not_found("subscription_not_found", "There is no such subscription.");
    query.one(connection).await?.ok_or_else(missing)
}
