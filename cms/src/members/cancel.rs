//! Cancels a subscription: at the end of what was paid for, or at once.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use super::{Member, Subscription, notices, plans, settle, subscriptions};
use crate::audit::Deed;
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

/// Cancels somebody's subscription, for the staff.
pub async fn cancel(site: &Site, actor: &Actor, id: i64, at_once: bool) -> Result<Subscription> {
    actor.require(Capability::ManageOptions)?;
    let change = Change::begin(site).await?;
    let current = subscriptions::required(change.connection(), site, id).await?;
    cancel_in(change, site, current, at_once).await
}

/// A member's own subscription ends with its period. What is free, or was never paid, ends at once.
pub async fn cancel_own(site: &Site, member: &Member) -> Result<Subscription> {
    let change = Change::begin(site).await?;
    let current = subscriptions::current_in(change.connection(), site, member.id).await?.ok_or_else(nothing)?;
    let at_once = current.period_end.is_none() || current.state == "incomplete";
    cancel_in(change, site, current, at_once).await
}

/// A member thinks better of it, before the end.
pub async fn resume_own(site: &Site, member: &Member) -> Result<Subscription> {
    let mut change = Change::begin(site).await?;
    let current = subscriptions::current_in(change.connection(), site, member.id).await?.ok_or_else(nothing)?;
    let id = current.id;
    let mut row = current.into_active_model();
    row.cancel_at_end = Set(false);
    let written = row.update(change.connection()).await?;
    change.notes(Deed::new("resume", "subscription", id));
    change.commit().await?;
    Ok(written)
}

async fn cancel_in(mut change: Change, site: &Site, current: Subscription, at_once: bool) -> Result<Subscription> {
    let id = current.id;
    if current.ended.is_some() {
        return Err(nothing());
    }
    if at_once || current.period_end.is_none() {
        let plan = plans::required(site, current.plan_id).await?.name;
        settle::end(&change, site, &current).await?;
        notices::ended(&change, site, current.member_id, &plan, "cancelled").await?;
    } else {
        let mut row = current.into_active_model();
        row.cancel_at_end = Set(true);
        row.update(change.connection()).await?;
    }
    change.notes(Deed::new("cancel", "subscription", id).with("at_once", if at_once { "yes" } else { "no" }));
    change.commit().await?;
    subscriptions::required(site.writer(), site, id).await
}

fn nothing() -> Error {
    Error::not_found("subscription_not_found", "There is no subscription to cancel.")
}
