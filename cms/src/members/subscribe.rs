//! A member takes a plan.

use chrono::{Duration, NaiveDateTime};
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, EntityTrait, IntoActiveModel, Set};

use super::{Member, Plan, RENEW_HOOK, Subscription, hooks, invoice, periods, plans, settle};
use super::{subscription_entity as entity, subscriptions};
use crate::audit::Deed;
use crate::{Change, Error, Result, Site};

/// How a subscription begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Begun {
    /// It has begun, or begins with the payment that is under way.
    Yes(Subscription),
    /// First the provider needs a card: see [`super::card_page`].
    NeedsCard(Subscription),
}

/// Gives a member a plan. One that was chosen and never begun is let go; one that runs has to be cancelled first.
pub async fn subscribe(site: &Site, member: &Member, plan_id: i64) -> Result<Begun> {
    let plan = plans::required(site, plan_id).await?;
    if plan.archived {
        return Err(Error::refused("plan_archived", "This plan is not offered any more."));
    }
    let had_one = !subscriptions::all_of(site, member.id).await?.is_empty();
    let mut change = Change::begin(site).await?;
    if let Some(before) = subscriptions::current_in(change.connection(), site, member.id).await? {
        if !can_be_replaced(&change, site, &before).await? {
            return Err(Error::conflict("has_subscription", "You have a plan already. Cancel it first."));
        }
        settle::end(&change, site, &before).await?;
    }
    let made = entity::Entity::insert(row(site, member, &plan)).exec_with_returning(change.connection()).await?;
    change.notes(Deed::new("subscribe", "subscription", made.id).with("plan", plan.slug.as_str()));
    let needs_card = plan.amount > 0 && plan.payment == "card" && member.payment_method.is_empty();
    if needs_card {
        change.commit().await?;
        return Ok(Begun::NeedsCard(made));
    }
    let trial = if had_one { 0 } else { plan.trial_days };
    let begun = begin(&change, site, made, trial).await?;
    change.commit().await?;
    Ok(Begun::Yes(begun))
}

/// A free plan, and one whose first payment nobody has tried to take, hold nobody.
async fn can_be_replaced(change: &Change, site: &Site, before: &Subscription) -> Result<bool> {
    let untried =
        invoice::unpaid(change.connection(), site, before.id).await?.iter().all(|unpaid| unpaid.state == "open");
    Ok(before.amount == 0 || before.state == "incomplete" && untried)
}

fn row(site: &Site, member: &Member, plan: &Plan) -> entity::ActiveModel {
    let now = site.host().now();
    entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        member_id: Set(member.id),
        plan_id: Set(plan.id),
        state: Set("incomplete".to_owned()),
        amount: Set(plan.amount),
        currency: Set(plan.currency.clone()),
        every: Set(plan.every.clone()),
        payment: Set(plan.payment.clone()),
        anchor: Set(now),
        period: Set(0),
        period_start: Set(now),
        period_end: Set(None),
        cancel_at_end: Set(false),
        created: Set(now),
        ended: Set(None),
    }
}

/// Begins a subscription whose way of paying is known: a trial first, or the first invoice.
pub(super) async fn begin(change: &Change, site: &Site, of: Subscription, trial_days: i64) -> Result<Subscription> {
    if of.amount == 0 {
        return written(change, of, "active", None).await;
    }
    let now = site.host().now();
    if trial_days > 0 {
        let anchor = now + Duration::days(trial_days);
        let trialing = Subscription { anchor, period: -1, period_start: now, ..of };
        hooks::at(change, site, RENEW_HOOK, trialing.id, anchor).await?;
        return written(change, trialing, "trialing", Some(anchor)).await;
    }
    let end = periods::start(now, &of.every, 1);
    let begun = Subscription { anchor: now, period: 0, period_start: now, ..of };
    let begun = written(change, begun, "incomplete", Some(end)).await?;
    invoice::make(change, site, &begun, (now, end)).await?;
    hooks::at(change, site, RENEW_HOOK, begun.id, end).await?;
    Ok(begun)
}

/// Writes a subscription over its row.
pub(super) async fn written(
    change: &Change,
    of: Subscription,
    state: &str,
    period_end: Option<NaiveDateTime>,
) -> Result<Subscription> {
    let row = Subscription { state: state.to_owned(), period_end, ..of }.into_active_model().reset_all();
    Ok(row.update(change.connection()).await?)
}
