//! Claims events: whoever claimed one runs it, and nobody else.

use chrono::{Duration, NaiveDateTime};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::{CronEvent, event_entity as event, run_entity as run};
use crate::{Host, Result, Site};

/// A run that has said nothing for so long belongs to a dead runner; another takes it over.
pub const LEASE: Duration = Duration::minutes(5);

/// A claimed event. Acknowledged by [`super::finish`] or [`super::fail`], which know it by its token.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The event as it was when it was claimed.
    pub event: CronEvent,
    /// The run's number.
    pub run_id: i64,
    /// Which try this is, counted from 1.
    pub attempt: i64,
    pub(super) token: String,
}

/// Claims at most `limit` events of every site that are due, the oldest first.
pub async fn claim_due(host: &Host, limit: u64) -> Result<Vec<Claim>> {
    let now = host.now();
    recover(host, now).await?;
    let due = || {
        event::Entity::find()
            .filter(event::Column::State.eq("waiting"))
            .filter(event::Column::NextRun.lte(now))
            .order_by_asc(event::Column::NextRun)
            .order_by_asc(event::Column::Id)
            .limit(limit)
    };
    // Looking takes no lock; only where something is due does SQLite's one writer have to wait.
    if due().one(host.database().writer()).await?.is_none() {
        return Ok(Vec::new());
    }
    claim(host, due()).await
}

/// Claims these events of a site, whether they are due or not.
pub async fn claim_these(site: &Site, event_ids: &[i64]) -> Result<Vec<Claim>> {
    let these = event::Entity::find()
        .filter(event::Column::SiteId.eq(site.id()))
        .filter(event::Column::Id.is_in(event_ids.iter().copied()))
        .filter(event::Column::State.eq("waiting"))
        .order_by_asc(event::Column::NextRun)
        .order_by_asc(event::Column::Id);
    claim(site.host(), these).await
}

async fn claim(host: &Host, events: sea_orm::Select<event::Entity>) -> Result<Vec<Claim>> {
    let transaction = host.database().begin().await?;
    let events = if host.database().is_postgres() {
        events.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
    } else {
        events
    };
    let mut claims = Vec::new();
    for event in events.all(&transaction).await? {
        claims.push(begin_run(&transaction, host.now(), event).await?);
    }
    transaction.commit().await?;
    Ok(claims)
}

async fn begin_run(transaction: &DatabaseTransaction, now: NaiveDateTime, event: CronEvent) -> Result<Claim> {
    let failed = run::Entity::find()
        .filter(run::Column::EventId.eq(event.id))
        .filter(run::Column::State.eq("failed"))
        .count(transaction)
        .await?;
    let attempt = if event.schedule.is_some() { 1 } else { failed as i64 + 1 };
    // A run of the same planned time that a dead runner began makes room.
    run::Entity::delete_many()
        .filter(run::Column::EventId.eq(event.id))
        .filter(run::Column::ScheduledFor.eq(event.next_run))
        .exec(transaction)
        .await?;
    let token = platform::secrets::random_hex(16);
    let row = run::ActiveModel {
        id: NotSet,
        event_id: Set(Some(event.id)),
        site_id: Set(event.site_id),
        hook: Set(event.hook.clone()),
        args: Set(event.args.clone()),
        scheduled_for: Set(event.next_run),
        state: Set("running".into()),
        attempt: Set(attempt),
        runner: Set(token.clone()),
        started: Set(Some(now)),
        ended: Set(None),
        output: Set(String::new()),
        error: Set(String::new()),
    };
    let row = row.insert(transaction).await?;
    let mut running = event.clone().into_active_model();
    running.state = Set("running".into());
    running.update(transaction).await?;
    Ok(Claim { event, run_id: row.id, attempt, token })
}

/// Gives back what dead runners had claimed.
async fn recover(host: &Host, now: NaiveDateTime) -> Result<()> {
    let lost: Vec<i64> = run::Entity::find()
        .select_only()
        .column(run::Column::EventId)
        .filter(run::Column::State.eq("running"))
        .filter(run::Column::Started.lt(now - LEASE))
        .filter(run::Column::EventId.is_not_null())
        .into_tuple()
        .all(host.database().writer())
        .await?;
    if lost.is_empty() {
        return Ok(());
    }
    tracing::warn!(events = ?lost, "a runner went away; its events are claimed anew");
    let transaction = host.database().begin().await?;
    run::Entity::update_many()
        .col_expr(run::Column::State, Expr::value("failed"))
        .col_expr(run::Column::Error, Expr::value("The runner went away."))
        .col_expr(run::Column::Ended, Expr::value(now))
        .filter(run::Column::State.eq("running"))
        .filter(run::Column::Started.lt(now - LEASE))
        .exec(&transaction)
        .await?;
    event::Entity::update_many()
        .col_expr(event::Column::State, Expr::value("waiting"))
        .filter(event::Column::State.eq("running"))
        .filter(event::Column::Id.is_in(lost))
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}
