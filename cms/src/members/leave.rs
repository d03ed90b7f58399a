//! A member leaves. Invoices stay, since bookkeeping has to keep them, without any name; everything else goes.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Member, entity, find, invoice_entity, keys, settle, subscription_entity, subscriptions};
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, Change, Result, Site, letters};

/// Removes somebody, for the staff.
pub async fn remove(site: &Site, actor: &Actor, id: i64) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    leave(site, &find::with_id(site, id).await?.ok_or_else(find::missing)?).await
}

/// Removes a member by the member's own wish: subscription, sessions, letters, name and address. A payment that is under
/// way is called off, or given back.
pub async fn leave(site: &Site, member: &Member) -> Result<()> {
    let mut change = Change::begin(site).await?;
    if let Some(current) = subscriptions::current_in(change.connection(), site, member.id).await? {
        settle::end(&change, site, &current).await?;
    }
    subscription_entity::Entity::update_many()
        .col_expr(subscription_entity::Column::MemberId, Expr::value(0))
        .filter(subscription_entity::Column::SiteId.eq(site.id()))
        .filter(subscription_entity::Column::MemberId.eq(member.id))
        .exec(change.connection())
        .await?;
    invoice_entity::Entity::update_many()
        .col_expr(invoice_entity::Column::MemberId, Expr::value(0))
        .filter(invoice_entity::Column::SiteId.eq(site.id()))
        .filter(invoice_entity::Column::MemberId.eq(member.id))
        .exec(change.connection())
        .await?;
    keys::forget(&change, site, &member.email).await?;
    letters::erase(&change, site, &member.email).await?;
    entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(member.id))
        .exec(change.connection())
        .await?;
    change.notes(Deed::new("leave", "member", member.id));
    change.commit().await
}
