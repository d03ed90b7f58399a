//! The end of a period: the next one and its invoice, or the end of it all.

use super::{RENEW_HOOK, hooks, invoice, notices, periods, plans, settle, subscribe, subscriptions};
use crate::audit::Deed;
use crate::{Change, Result, Site};

/// Renews a subscription in an open change, if its period is over: the new period, its invoice and the event for the
/// next end commit together with the acknowledgement of whoever runs this. `now` is the time by which it was found due.
pub async fn renew_when_due(
    change: &mut Change,
    site: &Site,
    id: i64,
    now: chrono::NaiveDateTime,
) -> Result<&'static str> {
    let Ok(current) = subscriptions::required(change.connection(), site, id).await else { return Ok("It is gone.") };
    let Some(end) = current.period_end.filter(|_| current.ended.is_none()) else { return Ok("It has ended.") };
    if end > now {
        hooks::at(change, site, RENEW_HOOK, id, end).await?;
        return Ok("Its period is not over yet.");
    }
    if current.cancel_at_end || current.state == "incomplete" {
        let plan = plans::required(site, current.plan_id).await?.name;
        settle::end(change, site, &current).await?;
        notices::ended(change, site, current.member_id, &plan, "cancelled").await?;
        change.notes(Deed::new("end", "subscription", id));
        return Ok("It was cancelled, and has ended.");
    }
    let (period, start, end) = periods::next(&current, now);
    let state = if current.state == "past_due" { "past_due" } else { "active" };
    let next =
        subscribe::written(change, super::Subscription { period, period_start: start, ..current }, state, Some(end))
            .await?;
    invoice::make(change, site, &next, (start, end)).await?;
    hooks::at(change, site, RENEW_HOOK, id, end).await?;
    change.notes(Deed::new("renew", "subscription", id));
    Ok("Renewed.")
}
