//! How a rollout ends: it and what undoes it are written down together, so that no one dies in between.

use cms::Host;

use super::Settings;
use super::begin::insert;
use super::rollback::parts_back;
use super::rows::{RolloutRow, execute, hosts};
use crate::Result;
use crate::releases::Digest;

/// Every batch did well.
pub(super) async fn succeed(host: &Host, rollout: &RolloutRow) -> Result<()> {
    let now = cms::cron::now(host).await?;
    let sql = "UPDATE rollouts SET state = 'succeeded', ended = $1 WHERE id = $2 AND state = 'running'";
    execute(host, host.database().writer(), sql, [now.into(), rollout.id.into()]).await?;
    tracing::info!(rollout = rollout.id, release = rollout.release, "the rollout succeeded");
    Ok(())
}

/// Something went wrong: what waits is not begun, and the release before comes back to the hosts that were touched.
pub(super) async fn fail(
    host: &Host,
    rollout: &RolloutRow,
    settings: &Settings,
    state: &str,
    reason: &str,
) -> Result<()> {
    let previous: Option<Digest> = rollout.previous.parse().ok();
    let touched = parts_back(&hosts(host, rollout.id).await?);
    let goes_back = settings.rolls_back && rollout.undoes.is_none() && !touched.is_empty();
    let reason = match (&previous, goes_back) {
        (Some(previous), true) => format!("{reason}. {} comes back", previous.short()),
        (None, true) => format!("{reason}. There is no release before it to come back"),
        _ => reason.to_owned(),
    };
    let now = cms::cron::now(host).await?;
    let transaction = host.database().begin().await?;
    let sql = "UPDATE rollouts SET state = $1, reason = $2, ended = $3 WHERE id = $4 AND state = 'running'";
    let values = [state.into(), reason.clone().into(), now.into(), rollout.id.into()];
    if execute(host, &transaction, sql, values).await? == 0 {
        return Ok(transaction.rollback().await?);
    }
    let sql = "UPDATE rollout_hosts SET state = 'skipped', changed = $1 \
               WHERE rollout_id = $2 AND state IN ('waiting', 'ordered')";
    execute(host, &transaction, sql, [now.into(), rollout.id.into()]).await?;
    if let (Some(previous), true) = (&previous, goes_back) {
        let row = (rollout.deployment_group.as_str(), previous, None, "AllAtOnce", settings, Some(rollout.id));
        insert(host, &transaction, row, &touched).await?;
    }
    transaction.commit().await?;
    tracing::error!(rollout = rollout.id, reason, "the rollout ended");
    Ok(())
}
