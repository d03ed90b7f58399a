//! One drives a rollout at a time; whoever dies is followed by another as soon as its lease is over.

use chrono::TimeDelta;
use cms::Host;

use super::rows::{RolloutRow, all, execute};
use crate::Result;

/// How long one may drive without saying that it lives. One step takes less (see `health`).
const LEASE: TimeDelta = TimeDelta::seconds(20);

/// The running rollout of the group, if this one drives it from now on.
pub(super) async fn take(host: &Host, conductor: &str, group: &str) -> Result<Option<RolloutRow>> {
    let now = cms::cron::now(host).await?;
    let sql = "UPDATE rollouts SET conductor = $1, conducts_until = $2 WHERE deployment_group = $3 \
               AND state = 'running' AND (conductor = $1 OR conducts_until IS NULL OR conducts_until < $4)";
    let values = [conductor.into(), (now + LEASE).into(), group.into(), now.into()];
    if execute(host, host.database().writer(), sql, values).await? == 0 {
        return Ok(None);
    }
    let sql = "SELECT * FROM rollouts WHERE deployment_group = $1 AND state = 'running' AND conductor = $2";
    Ok(all(host, host.database().writer(), sql, [group.into(), conductor.into()]).await?.pop())
}
