//! Invoices for those who may see them, and those that were paid by transfer.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Invoice, Member, invoice, invoice_entity as entity, settle};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

/// Invoices of the site, the newest first; those in `state` if one is named.
pub async fn invoices(site: &Site, actor: &Actor, state: Option<&str>, skip: u64, limit: u64) -> Result<Vec<Invoice>> {
    actor.require(Capability::ManageOptions)?;
    let mut query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    if let Some(state) = state {
        query = query.filter(entity::Column::State.eq(state));
    }
    Ok(query.order_by_desc(entity::Column::Id).offset(skip).limit(limit).all(site.writer()).await?)
}

/// A member's own invoices, the newest first.
pub async fn own_invoices(site: &Site, member: &Member) -> Result<Vec<Invoice>> {
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    let own = query.filter(entity::Column::MemberId.eq(member.id)).order_by_desc(entity::Column::Id);
    Ok(own.all(site.writer()).await?)
}

/// Notes that the money for an invoice came in by transfer.
pub async fn mark_paid(site: &Site, actor: &Actor, id: i64) -> Result<Invoice> {
    actor.require(Capability::ManageOptions)?;
    let found = invoice::required(site.writer(), site, id).await?;
    if found.payment != "invoice" || matches!(found.state.as_str(), "paid" | "void") {
        return Err(Error::conflict(
            "invoice_not_open",
            "Only an open invoice that is paid by transfer can be marked.",
        ));
    }
    let mut change = Change::begin(site).await?;
    settle::paid_in(&mut change, site, &found).await?;
    change.commit().await?;
    invoice::required(site.writer(), site, id).await
}
