//! How many events may run at once, and how many a minute: of a site, of a hook, of a hook of a site. What is too much
//! is put aside and comes back when there is room, so that it stands in nobody's way.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Statement};

use super::{Appetite, Claim, Outcome, claim, settle::settle_in, shares, state, time};
use crate::users::Capability;
use crate::{Actor, Error, Host, Result, Site};

/// How long a process that stopped in the middle of a claim may keep the others from claiming.
const LONGEST_SILENCE: &str = "2s";
/// The lock that makes claims count one after the other: an arbitrary number.
const LOCK: i64 = 7_203_118_402_911;

/// A limit. Site 0 means each site on its own where no hook is named, and all sites together where one is.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Limit {
    /// The site, or 0.
    pub site_id: i64,
    /// The hook, or nothing for all of them.
    pub hook: String,
    /// At most so many run at once.
    pub at_once: Option<i64>,
    /// At most so many begin within a minute.
    pub per_minute: Option<i64>,
}

impl Limit {
    /// Whether an event of this site and hook falls under it.
    fn covers(&self, site_id: i64, hook: &str) -> bool {
        (self.site_id == 0 || self.site_id == site_id) && (self.hook.is_empty() || self.hook == hook)
    }

    /// Whether a run of this site and hook counts when one of (`site_id`, `hook`) is asked for.
    fn counts(&self, other: &(i64, String), site_id: i64) -> bool {
        let is_of_host = self.site_id == 0 && !self.hook.is_empty();
        (is_of_host || other.0 == site_id) && (self.hook.is_empty() || self.hook == other.1)
    }
}

/// Sets a limit, or takes it away where both numbers are none. `hook` may be empty for all hooks of the site.
pub async fn limit(
    site: &Site,
    actor: &Actor,
    hook: &str,
    at_once: Option<i64>,
    per_minute: Option<i64>,
) -> Result<()> {
    actor.require(Capability::ManageOptions)?;
    set(site.host(), Limit { site_id: site.id(), hook: hook.to_owned(), at_once, per_minute }).await
}

/// The same for a hook of the whole host, or (without a hook) for each site.
pub async fn limit_host(
    host: &Host,
    actor: &Actor,
    hook: &str,
    at_once: Option<i64>,
    per_minute: Option<i64>,
) -> Result<()> {
    actor.require(Capability::ManageNetwork)?;
    set(host, Limit { site_id: 0, hook: hook.to_owned(), at_once, per_minute }).await
}

async fn set(host: &Host, limit: Limit) -> Result<()> {
    if [limit.at_once, limit.per_minute].into_iter().flatten().any(|number| number < 1) {
        return Err(Error::invalid("invalid_limit", "A limit is 1 or more; to stop events, pause them."));
    }
    let transaction = host.database().begin().await?;
    let key = [limit.site_id.into(), limit.hook.clone().into()];
    let sql = "DELETE FROM cron_limits WHERE site_id = $1 AND hook = $2";
    transaction.execute_raw(Statement::from_sql_and_values(host.database().backend(), sql, key)).await?;
    if limit.at_once.is_some() || limit.per_minute.is_some() {
        let sql = "INSERT INTO cron_limits (site_id, hook, at_once, per_minute) VALUES ($1, $2, $3, $4)";
        let values = [limit.site_id.into(), limit.hook.into(), limit.at_once.into(), limit.per_minute.into()];
        transaction.execute_raw(Statement::from_sql_and_values(host.database().backend(), sql, values)).await?;
    } else {
        let sql = "UPDATE cron_events SET state = 'waiting' WHERE aside = 'limited'";
        transaction.execute_raw(Statement::from_string(host.database().backend(), sql)).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Every limit of the host.
pub async fn rules(host: &Host) -> Result<Vec<Limit>> {
    let sql = "SELECT site_id, hook, at_once, per_minute FROM cron_limits";
    let statement = Statement::from_string(host.database().backend(), sql);
    Ok(Limit::find_by_statement(statement).all(host.database().writer()).await?)
}

/// As [`super::claim_due`], within the limits: one claim after the other, since two that count at the same time would
/// both find room.
pub(super) async fn claim_within(
    host: &Host,
    runner: &str,
    appetite: &Appetite,
    rules: &[Limit],
) -> Result<Vec<Claim>> {
    let transaction = host.database().begin().await?;
    if host.database().is_postgres() {
        let sql = format!(
            "SELECT set_config('idle_in_transaction_session_timeout', '{LONGEST_SILENCE}', true), \
             pg_advisory_xact_lock({LOCK})"
        );
        transaction.execute_raw(Statement::from_string(host.database().backend(), sql)).await?;
    }
    let mut room = Room::measure(&transaction, host, rules).await?;
    room.release(&transaction, host).await?;
    let shares = shares::deal(claim::due_sites(&transaction, host).await?, appetite);
    let claimed = claim::claim_shares(&transaction, host, runner, &shares, true).await?;
    let (claims, too_many): (Vec<_>, Vec<_>) = claimed.into_iter().partition(|claim| room.take(claim));
    let aside = Outcome::Parked(state::LIMITED);
    let ended: Vec<_> = too_many.iter().map(|claim| (claim, &aside)).collect();
    if !ended.is_empty() {
        settle_in(&transaction, host, &ended).await?;
    }
    room.note(&transaction, host, &claims).await?;
    transaction.commit().await?;
    Ok(claims)
}

/// What runs and what began within the last minute, of each site and hook.
struct Room<'a> {
    rules: &'a [Limit],
    used: HashMap<(i64, String), (i64, i64)>,
    second: i64,
}

#[derive(FromQueryResult)]
struct Used {
    site_id: i64,
    hook: String,
    number: i64,
}

impl<'a> Room<'a> {
    async fn measure(transaction: &DatabaseTransaction, host: &Host, rules: &'a [Limit]) -> Result<Self> {
        let second = time::now(host).await?.and_utc().timestamp();
        let running = "SELECT site_id, hook, count(*) AS number FROM cron_events WHERE is_counted AND lease_token IS NOT NULL \
                       GROUP BY site_id, hook";
        let started = format!(
            "SELECT site_id, hook, CAST(sum(started) AS BIGINT) AS number FROM cron_starts WHERE second > {} \
             GROUP BY site_id, hook",
            second - 60
        );
        let mut used: HashMap<(i64, String), (i64, i64)> = HashMap::new();
        for (place, sql) in [running, &started].into_iter().enumerate() {
            let statement = Statement::from_string(host.database().backend(), sql);
            for Used { site_id, hook, number } in Used::find_by_statement(statement).all(transaction).await? {
                let numbers = used.entry((site_id, hook)).or_default();
                *(if place == 0 { &mut numbers.0 } else { &mut numbers.1 }) += number;
            }
        }
        Ok(Self { rules, used, second })
    }

    /// How many more of this site and hook may begin.
    fn left(&self, site_id: i64, hook: &str) -> i64 {
        let rules = self.rules.iter().filter(|rule| rule.covers(site_id, hook));
        rules.map(|rule| self.left_by(rule, site_id)).min().unwrap_or(i64::MAX)
    }

    fn left_by(&self, rule: &Limit, site_id: i64) -> i64 {
        let counted = self.used.iter().filter(|(other, _)| rule.counts(other, site_id));
        let (running, started) = counted.fold((0, 0), |sum, (_, used)| (sum.0 + used.0, sum.1 + used.1));
        let at_once = rule.at_once.map_or(i64::MAX, |most| most - running);
        at_once.min(rule.per_minute.map_or(i64::MAX, |most| most - started))
    }

    /// Whether there is room for this claim; then it is taken.
    fn take(&mut self, claim: &Claim) -> bool {
        let has_room = self.left(claim.event.site_id, &claim.event.hook) > 0;
        if has_room {
            let used = self.used.entry((claim.event.site_id, claim.event.hook.clone())).or_default();
            *used = (used.0 + 1, used.1 + 1);
        }
        has_room
    }

    /// Lets events wait again that were put aside, as many as there is room for.
    async fn release(&self, transaction: &DatabaseTransaction, host: &Host) -> Result<()> {
        let sql = "SELECT site_id, hook, count(*) AS number FROM cron_events WHERE aside = 'limited' \
                   GROUP BY site_id, hook";
        let aside = Used::find_by_statement(Statement::from_string(host.database().backend(), sql));
        for Used { site_id, hook, number } in aside.all(transaction).await? {
            let left = self.left(site_id, &hook).min(number);
            if left < 1 {
                continue;
            }
            let sql = "UPDATE cron_events SET state = 'waiting' WHERE id IN (SELECT id FROM cron_events \
                       WHERE aside = 'limited' AND site_id = $1 AND hook = $2 ORDER BY next_run, id LIMIT $3)";
            let values = [site_id.into(), hook.into(), left.into()];
            transaction.execute_raw(Statement::from_sql_and_values(host.database().backend(), sql, values)).await?;
        }
        Ok(())
    }

    /// Notes what begins now, where somebody counts by the minute; what is older than that is forgotten.
    async fn note(&self, transaction: &DatabaseTransaction, host: &Host, claims: &[Claim]) -> Result<()> {
        if self.rules.iter().all(|rule| rule.per_minute.is_none()) {
            return Ok(());
        }
        let backend = host.database().backend();
        let sql = "DELETE FROM cron_starts WHERE second <= $1";
        transaction.execute_raw(Statement::from_sql_and_values(backend, sql, [(self.second - 120).into()])).await?;
        let mut begun: HashMap<(i64, &str), i64> = HashMap::new();
        for claim in claims {
            *begun.entry((claim.event.site_id, &claim.event.hook)).or_default() += 1;
        }
        let sql = "INSERT INTO cron_starts (site_id, hook, second, started) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (second, site_id, hook) DO UPDATE SET started = cron_starts.started + excluded.started";
        for ((site_id, hook), number) in begun {
            let values = [site_id.into(), hook.into(), self.second.into(), number.into()];
            transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        }
        Ok(())
    }
}
