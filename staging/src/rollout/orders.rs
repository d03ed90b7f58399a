//! Orders from the database to a host, and what it tells of them.

use cms::Host;

use super::Order;
use super::rows::{HostRow, RolloutRow, all, execute};
use crate::appspec::{Event, Phase};
use crate::{Fault, Result};

/// What the host is to do next; none for nothing.
pub async fn next_order(host: &Host, agent: &str) -> Result<Option<Order>> {
    let sql = "SELECT h.* FROM rollout_hosts h JOIN rollouts r ON r.id = h.rollout_id \
               WHERE h.agent = $1 AND h.state = 'ordered' AND r.state = 'running' ORDER BY h.rollout_id, h.batch LIMIT 1";
    let connection = host.database().writer();
    let Some(row) = all::<HostRow, _, 1>(host, connection, sql, [agent.into()]).await?.pop() else { return Ok(None) };
    let rollout = super::rollout(host, row.rollout_id).await?;
    rollout.map(|rollout| order_of(&row, &rollout)).transpose()
}

fn order_of(row: &HostRow, rollout: &RolloutRow) -> Result<Order> {
    let phase = Phase::of_word(&row.phase);
    Ok(Order {
        rollout: rollout.id,
        phase: phase.ok_or_else(|| Fault::refused(format!("{} is no phase that this agent knows", row.phase)))?,
        release: rollout.release.parse()?,
        group: rollout.deployment_group.clone(),
        is_rollback: rollout.undoes.is_some(),
    })
}

/// The host begins with it.
pub async fn accept(host: &Host, agent: &str, order: &Order) -> Result<()> {
    change(host, agent, order, "running", "", "state IN ('ordered', 'running')").await.map(drop)
}

/// Whether the order is still to be carried out.
pub async fn stands(host: &Host, agent: &str, order: &Order) -> Result<bool> {
    let sql = "SELECT h.* FROM rollout_hosts h JOIN rollouts r ON r.id = h.rollout_id WHERE h.rollout_id = $1 \
               AND h.agent = $2 AND h.phase = $3 AND h.state IN ('ordered', 'running') AND r.state = 'running'";
    let values = [order.rollout.into(), agent.into(), order.phase.word().into()];
    Ok(!all::<HostRow, _, 3>(host, host.database().writer(), sql, values).await?.is_empty())
}

/// The host is at this event.
pub async fn tell_event(host: &Host, agent: &str, order: &Order, event: Event) -> Result<()> {
    let sql = "UPDATE rollout_hosts SET event = $1, changed = $2 WHERE rollout_id = $3 AND agent = $4 AND phase = $5";
    let now = cms::cron::now(host).await?;
    let values = [event.name().into(), now.into(), order.rollout.into(), agent.into(), order.phase.word().into()];
    execute(host, host.database().writer(), sql, values).await.map(drop)
}

/// The host did it. With visitors sent or taken away the group's picture changes in the same transaction.
pub async fn tell_done(host: &Host, agent: &str, order: &Order, note: &str) -> Result<()> {
    if !change(host, agent, order, "done", note, "state IN ('ordered', 'running')").await? {
        tracing::warn!(agent, rollout = order.rollout, "the rollout had given this host up before it was done");
    }
    let serving = match order.phase {
        Phase::InPlace | Phase::AllowTraffic => true,
        Phase::BlockTraffic => false,
        Phase::Prepare | Phase::Replacement => return Ok(()),
    };
    let sql = "UPDATE agents SET serving = $1 WHERE name = $2";
    execute(host, host.database().writer(), sql, [serving.into(), agent.into()]).await.map(drop)
}

/// The host could not do it.
pub async fn tell_failed(host: &Host, agent: &str, order: &Order, reason: &str) -> Result<()> {
    change(host, agent, order, "failed", reason, "state <> 'done'").await.map(drop)
}

async fn change(host: &Host, agent: &str, order: &Order, state: &str, reason: &str, when: &str) -> Result<bool> {
    let sql = format!(
        "UPDATE rollout_hosts SET state = $1, reason = $2, changed = $3 \
         WHERE rollout_id = $4 AND agent = $5 AND phase = $6 AND {when}"
    );
    let now = cms::cron::now(host).await?;
    let values =
        [state.into(), reason.into(), now.into(), order.rollout.into(), agent.into(), order.phase.word().into()];
    Ok(execute(host, host.database().writer(), &sql, values).await? > 0)
}
