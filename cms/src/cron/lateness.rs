//! How late a site's events began, minute by minute: what a graph shows.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDateTime, Timelike};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{run_entity as run, time};
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// More of the newest runs than this are not looked at.
const LOOKED_AT: u64 = 50_000;

/// The runs that began within one minute.
#[derive(Clone, Debug, PartialEq)]
pub struct LateMinute {
    /// The minute, UTC.
    pub minute: NaiveDateTime,
    /// How many runs began.
    pub runs: usize,
    /// Half of them began no later than this, in milliseconds.
    pub p50: i64,
    /// All but one in a hundred began no later than this, in milliseconds.
    pub p99: i64,
    /// The latest, in milliseconds.
    pub latest: i64,
}

/// The last `minutes` in which something began, the oldest first. Only first tries count: when another follows is the
/// event's own wish.
pub async fn lateness(site: &Site, actor: &Actor, minutes: i64) -> Result<Vec<LateMinute>> {
    actor.require(Capability::ManageOptions)?;
    let since = time::now(site.host()).await? - Duration::minutes(minutes);
    let rows: Vec<(NaiveDateTime, NaiveDateTime)> = run::Entity::find()
        .select_only()
        .columns([run::Column::ScheduledFor, run::Column::Started])
        .filter(run::Column::SiteId.eq(site.id()))
        .filter(run::Column::Attempt.eq(1))
        .filter(run::Column::Started.gte(since))
        .order_by_desc(run::Column::Id)
        .limit(LOOKED_AT)
        .into_tuple()
        .all(site.writer())
        .await?;
    let mut by_minute: BTreeMap<NaiveDateTime, Vec<i64>> = BTreeMap::new();
    for (planned, started) in rows {
        let minute = started.with_second(0).and_then(|time| time.with_nanosecond(0)).unwrap_or(started);
        by_minute.entry(minute).or_default().push((started - planned).num_milliseconds().max(0));
    }
    Ok(by_minute.into_iter().map(|(minute, late)| of_minute(minute, late)).collect())
}

fn of_minute(minute: NaiveDateTime, mut late: Vec<i64>) -> LateMinute {
    late.sort_unstable();
    let quantile = |hundredths: usize| late.get((late.len() * hundredths).div_ceil(100).max(1) - 1).copied();
    let [p50, p99, latest] = [50, 99, 100].map(|hundredths| quantile(hundredths).unwrap_or_default());
    LateMinute { minute, runs: late.len(), p50, p99, latest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_are_no_later_than_the_median_and_all_but_one_in_a_hundred_than_p99() {
        let minute = of_minute(NaiveDateTime::default(), (1..=200).rev().collect());
        assert_eq!((minute.runs, minute.p50, minute.p99, minute.latest), (200, 100, 198, 200));
        let alone = of_minute(NaiveDateTime::default(), vec![7]);
        assert_eq!((alone.p50, alone.p99, alone.latest), (7, 7, 7));
    }
}
