//! How fast letters leave: by the account's quota, within the operator's own bound, over all runners together.

use platform::mail::{MailTransport, Quota};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use super::pace_entity as entity;
use crate::{Actor, Host, Result};

pub use entity::Model as PaceRow;

/// How long an answer of the account counts.
const ASKED_EVERY: i64 = 300_000;
/// Where the account does not tell, and no bound is set: what a new account may send.
const UNTOLD_PER_SECOND: f64 = 1.0;

/// Asks the account what it may send, if nobody did in the last five minutes. Of several runners one asks. What cannot
/// be asked is noted, and letters leave at the bound, or one a second.
pub async fn ask_for_quota(host: &Host, door: &dyn MailTransport) -> Result<()> {
    let now = milliseconds(host);
    make_row(host, door.name(), now).await?;
    let mine = entity::Entity::update_many()
        .col_expr(entity::Column::Asked, Expr::value(now))
        .filter(entity::Column::Door.eq(door.name()))
        .filter(entity::Column::Asked.lte(now - ASKED_EVERY))
        .exec(host.database().writer())
        .await?;
    if mine.rows_affected == 0 {
        return Ok(());
    }
    let (quota, note) = match door.quota().await {
        Ok(quota) => (quota, String::new()),
        Err(error) => {
            tracing::warn!(%error, door = door.name(), "the account's quota is not known; letters leave slowly");
            (Some(Quota { per_second: UNTOLD_PER_SECOND, ..Quota::default() }), error)
        }
    };
    store(host, door.name(), quota.unwrap_or_default(), &note).await
}

/// What is known of how fast letters may leave, for whoever looks after a site.
pub async fn pace(host: &Host, actor: &Actor) -> Result<Vec<PaceRow>> {
    actor.require_manager()?;
    Ok(entity::Entity::find().all(host.database().reader()).await?)
}

/// The row of the way out, locked until the transaction ends, with the turns that came up since it was last read. None
/// where nobody has asked yet: then nothing leaves.
pub(super) async fn turns(connection: &impl ConnectionTrait, host: &Host, door: &str) -> Result<Option<PaceRow>> {
    let row = entity::Entity::find_by_id(door.to_owned());
    let row = if host.database().is_postgres() { row.lock_exclusive() } else { row };
    let Some(mut row) = row.one(connection).await? else { return Ok(None) };
    let now = milliseconds(host);
    let passed = (now - row.refilled).max(0) as f64 / 1_000.0;
    row.tokens = (row.tokens + passed * row.per_second).min(row.per_second.max(1.0));
    // Where clocks differ the one ahead counts, so that no second is given twice.
    row.refilled = row.refilled.max(now);
    Ok(Some(row))
}

impl PaceRow {
    /// How many letters may leave now, at most `wanted`.
    pub(super) fn allows(&self, wanted: u64) -> u64 {
        if !self.may_send {
            return 0;
        }
        let by_rate = if self.per_second > 0.0 { self.tokens.max(0.0) as u64 } else { wanted };
        let by_day = if self.day_limit > 0 { self.day_left.max(0).unsigned_abs() } else { wanted };
        wanted.min(by_rate).min(by_day)
    }
}

/// Writes back the row after `taken` letters were claimed.
pub(super) async fn take(connection: &impl ConnectionTrait, row: &PaceRow, taken: usize) -> Result<()> {
    let left = (row.day_left - i64::try_from(taken).unwrap_or(i64::MAX)).max(0);
    entity::Entity::update_many()
        .col_expr(entity::Column::Tokens, Expr::value(row.tokens - taken as f64))
        .col_expr(entity::Column::Refilled, Expr::value(row.refilled))
        .col_expr(entity::Column::DayLeft, Expr::value(left))
        .filter(entity::Column::Door.eq(row.door.as_str()))
        .exec(connection)
        .await?;
    Ok(())
}

async fn make_row(host: &Host, door: &str, now: i64) -> Result<()> {
    if entity::Entity::find_by_id(door.to_owned()).one(host.database().writer()).await?.is_some() {
        return Ok(());
    }
    let row = entity::ActiveModel {
        door: Set(door.to_owned()),
        tokens: Set(0.0),
        refilled: Set(now),
        per_second: Set(bounded(host, UNTOLD_PER_SECOND)),
        day_limit: Set(0),
        day_left: Set(0),
        may_send: Set(true),
        asked: Set(0),
        note: Set(String::new()),
    };
    let key = entity::Column::Door;
    let there = OnConflict::column(key).do_nothing_on([key]).to_owned();
    entity::Entity::insert(row).on_conflict(there).exec_without_returning(host.database().writer()).await?;
    Ok(())
}

async fn store(host: &Host, door: &str, quota: Quota, note: &str) -> Result<()> {
    let left = quota.per_day.saturating_sub(quota.sent_last_day);
    let why = if quota.may_send { note } else { "The account may not send." };
    entity::Entity::update_many()
        .col_expr(entity::Column::PerSecond, Expr::value(bounded(host, quota.per_second)))
        .col_expr(entity::Column::DayLimit, Expr::value(quota.per_day))
        .col_expr(entity::Column::DayLeft, Expr::value(left))
        .col_expr(entity::Column::MaySend, Expr::value(quota.may_send))
        .col_expr(entity::Column::Note, Expr::value(why))
        .filter(entity::Column::Door.eq(door))
        .exec(host.database().writer())
        .await?;
    Ok(())
}

/// The operator's bound, or the account's where that is lower; 0 for neither.
fn bounded(host: &Host, per_second: f64) -> f64 {
    let bound = host.config().mail_per_second;
    match (bound > 0.0, per_second > 0.0) {
        (true, true) => bound.min(per_second),
        (true, false) => bound,
        _ => per_second.max(0.0),
    }
}

fn milliseconds(host: &Host) -> i64 {
    host.clock().now().timestamp_millis()
}
