//! Follows a rollout to its end, and drives it on together with the agents.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::bail;
use platform::secrets::random_hex;
use staging::rollout::{self, RolloutRow};

use crate::session::Session;

/// Between two looks.
const STEP: Duration = Duration::from_millis(300);

/// Tells what happens until the rollout, and what undoes it, are over. Fails unless it succeeded. Killed, it stops
/// nothing: the agents drive on.
pub async fn follow(session: &Session, id: i64) -> anyhow::Result<()> {
    let conductor = format!("command-{}", random_hex(4));
    let row = to_the_end(session, id, &conductor).await?;
    if row.state == "succeeded" {
        return session.voice.success(&format!("Rollout {id} of {} succeeded.", &row.release[..12]));
    }
    let newest = rollout::rollouts(&session.host, Some(&row.deployment_group), 20).await?;
    if let Some(back) = newest.into_iter().find(|other| other.undoes == Some(id)) {
        session.voice.warning(&format!("{} It is undone by rollout {}.", row.reason, back.id));
        let back = to_the_end(session, back.id, &conductor).await?;
        let how = if back.state == "succeeded" { "as before" } else { "NOT as before" };
        bail!("Rollout {id} failed: {} The group is {how}. {}", row.reason, back.reason);
    }
    bail!("Rollout {id} {}: {}", row.state, row.reason)
}

async fn to_the_end(session: &Session, id: i64, conductor: &str) -> anyhow::Result<RolloutRow> {
    let mut told: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    loop {
        let Some(row) = rollout::rollout(&session.host, id).await? else { bail!("Rollout {id} is gone.") };
        for host in rollout::hosts(&session.host, id).await? {
            let now = (host.state.clone(), host.event.clone());
            if told.insert((host.agent.clone(), host.phase.clone()), now.clone()).is_none_or(|before| before != now) {
                let at = if host.state == "running" { format!(" {}", host.event) } else { String::new() };
                session
                    .voice
                    .tell(&format!("{id} {} {}: {}{at} {}", host.agent, host.phase, host.state, host.reason))?;
            }
        }
        if row.state != "running" {
            return Ok(row);
        }
        rollout::conduct(&session.host, conductor, &row.deployment_group).await?;
        tokio::time::sleep(STEP).await;
    }
}
