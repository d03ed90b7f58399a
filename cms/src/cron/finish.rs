//! Acknowledges runs. Where the effect is in our own database, the acknowledgement commits with it: either both
//! happened or neither, whenever the runner dies.

use chrono::{Duration, NaiveDateTime};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{Claim, event_entity as event, run_entity as run};
use crate::{Change, Error, Host, Result};

/// An event that is to happen once is tried this often.
const MOST_ATTEMPTS: i64 = 5;

/// Acknowledges the run in the transaction of its effect. Fails when the claim was lost meanwhile: then the effect must
/// not happen either, so let the change go.
pub async fn finish(change: &Change, host: &Host, claim: &Claim, output: &str) -> Result<()> {
    close_run(change.connection(), host, claim, "done", output, "").await?;
    move_on(change.connection(), host, claim).await
}

/// Notes that the run failed. An event that is to happen once is tried again, later each time; a recurring one has its
/// next turn.
pub async fn fail(host: &Host, claim: &Claim, error: &str) -> Result<()> {
    let transaction = host.database().begin().await?;
    close_run(&transaction, host, claim, "failed", "", error).await?;
    if claim.event.schedule.is_some() {
        move_on(&transaction, host, claim).await?;
    } else {
        let next = (claim.attempt < MOST_ATTEMPTS).then(|| host.now() + pause(claim.attempt));
        try_again(&transaction, claim, next).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// One minute, then two, four, eight.
fn pause(attempt: i64) -> Duration {
    Duration::minutes(1 << (attempt - 1).clamp(0, 10))
}

async fn close_run(
    transaction: &DatabaseTransaction,
    host: &Host,
    claim: &Claim,
    state: &str,
    output: &str,
    error: &str,
) -> Result<()> {
    let closed = run::Entity::update_many()
        .col_expr(run::Column::State, Expr::value(state))
        .col_expr(run::Column::Ended, Expr::value(host.now()))
        .col_expr(run::Column::Output, Expr::value(output))
        .col_expr(run::Column::Error, Expr::value(error))
        .filter(run::Column::Id.eq(claim.run_id))
        .filter(run::Column::Runner.eq(claim.token.as_str()))
        .filter(run::Column::State.eq("running"))
        .exec(transaction)
        .await?;
    if closed.rows_affected == 1 {
        return Ok(());
    }
    Err(Error::conflict("claim_lost", format!("Run {} belongs to another runner now.", claim.run_id)))
}

/// The event's next turn, or its end. One that was scheduled anew during the run is left as that said.
async fn move_on(transaction: &DatabaseTransaction, host: &Host, claim: &Claim) -> Result<()> {
    let Some(seconds) = claim.event.interval_seconds.filter(|seconds| *seconds > 0) else {
        event::Entity::delete_many()
            .filter(event::Column::Id.eq(claim.event.id))
            .filter(event::Column::State.eq("running"))
            .exec(transaction)
            .await?;
        return Ok(());
    };
    let next = next_turn(claim.event.next_run, Duration::seconds(seconds), host.now());
    set_waiting(transaction, claim, next).await
}

/// The first planned time after `now`: turns that were missed are not made up for.
fn next_turn(planned: NaiveDateTime, interval: Duration, now: NaiveDateTime) -> NaiveDateTime {
    let missed = (now - planned).num_seconds().max(0) / interval.num_seconds();
    planned + interval * i32::try_from(missed + 1).unwrap_or(i32::MAX)
}

async fn try_again(transaction: &DatabaseTransaction, claim: &Claim, next: Option<NaiveDateTime>) -> Result<()> {
    match next {
        Some(next) => set_waiting(transaction, claim, next).await,
        None => {
            event::Entity::update_many()
                .col_expr(event::Column::State, Expr::value("done"))
                .filter(event::Column::Id.eq(claim.event.id))
                .filter(event::Column::State.eq("running"))
                .exec(transaction)
                .await?;
            Ok(())
        }
    }
}

async fn set_waiting(transaction: &DatabaseTransaction, claim: &Claim, next: NaiveDateTime) -> Result<()> {
    event::Entity::update_many()
        .col_expr(event::Column::State, Expr::value("waiting"))
        .col_expr(event::Column::NextRun, Expr::value(next))
        .filter(event::Column::Id.eq(claim.event.id))
        .filter(event::Column::State.eq("running"))
        .exec(transaction)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missed_turns_are_not_made_up_for() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        let hour = Duration::hours(1);
        assert_eq!(next_turn(at("2026-01-01 00:30"), hour, at("2026-01-01 00:31")), at("2026-01-01 01:30"));
        assert_eq!(next_turn(at("2026-01-01 00:30"), hour, at("2026-01-03 10:00")), at("2026-01-03 10:30"));
        assert_eq!(next_turn(at("2026-01-01 00:30"), hour, at("2026-01-01 00:00")), at("2026-01-01 01:30"));
    }

    #[test]
    fn tries_are_further_and_further_apart() {
        assert_eq!([1, 2, 3].map(|attempt| pause(attempt).num_minutes()), [1, 2, 4]);
    }
}
