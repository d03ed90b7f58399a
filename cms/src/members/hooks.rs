//! The cron events of members, and how they are scheduled.

use chrono::NaiveDateTime;
use serde_json::json;

use crate::cron::{self, Plan};
use crate::{Change, Result, Site};

/// A period is over: `[subscription]`.
pub const RENEW_HOOK: &str = "platen_renew_subscription";
/// An invoice is to be paid, or somebody has to ask whether it was: `[invoice]`.
pub const COLLECT_HOOK: &str = "platen_collect_invoice";
/// Money is to be given back: `[refund]`.
pub const REFUND_HOOK: &str = "platen_refund_payment";

/// Doing it again is safe, so a runner that dies costs nothing but a try; there are many.
const MOST_ATTEMPTS: i64 = 50;
/// Longer than all that one run asks of a provider.
const TIME_LIMIT: i64 = 120;

/// Has `hook` run for this row at `due`. There is one event for each row: a time before is replaced.
pub(super) async fn at(change: &Change, site: &Site, hook: &str, id: i64, due: NaiveDateTime) -> Result<()> {
    let plan = Plan {
        queue: "members".to_owned(),
        most_attempts: MOST_ATTEMPTS,
        time_limit: TIME_LIMIT,
        ..Plan::once(hook, json!([id]), due)
    };
    cron::schedule_plan_in(change, site, &plan).await
}

/// Calls the event off.
pub(super) async fn off(change: &Change, site: &Site, hook: &str, id: i64) -> Result<()> {
    cron::unschedule_in(change, site, hook, &json!([id])).await
}
