//! The release before comes back: by itself after a failure, or because somebody asks.

use cms::Host;

use super::begin::{Part, enter};
use super::rows::{HostRow, hosts};
use super::{Settings, rollouts};
use crate::appspec::Phase;
use crate::releases::Digest;
use crate::{Fault, Result};

/// Undoes the group's last rollout that succeeded. Its migrations stay: the release before works on them.
pub async fn roll_back(host: &Host, group: &str) -> Result<i64> {
    let past = rollouts(host, Some(group), 100).await?;
    let last = past.into_iter().find(|rollout| rollout.state == "succeeded");
    let last = last.ok_or_else(|| Fault::refused(format!("no rollout of the group {group} ever succeeded")))?;
    if let Some(undone) = last.undoes {
        return Err(Fault::refused(format!("the last rollout, {}, already undid {undone}", last.id)));
    }
    let previous: Digest = last.previous.parse().map_err(|_| {
        Fault::refused(format!("the rollout {} was the group's first: there is no release before it", last.id))
    })?;
    let settings: Settings = serde_json::from_str(&last.settings).map_err(|error| Fault::refused(error.to_string()))?;
    let parts = parts_back(&hosts(host, last.id).await?);
    enter(host, group, &previous, None, &last.strategy, &settings, Some(last.id), &parts).await
}

/// What the hosts of a rollout do to undo it. Those that failed or were in the middle come first and together; the
/// others follow in the order and sizes of their batches.
pub(super) fn parts_back(hosts: &[HostRow]) -> Vec<Part> {
    let is_blue_green = hosts.iter().any(|host| host.phase == Phase::Replacement.word());
    if is_blue_green { visitors_back(hosts) } else { releases_back(hosts) }
}

fn releases_back(hosts: &[HostRow]) -> Vec<Part> {
    let touched = hosts.iter().filter(|host| host.phase == Phase::InPlace.word() && was_touched(host));
    let part = |host: &HostRow| {
        let batch = if host.state == "done" { usize::try_from(host.batch).unwrap_or_default() } else { 0 };
        Part { agent: host.agent.clone(), phase: Phase::InPlace, batch }
    };
    in_sequence(touched.map(part).collect())
}

/// Blue/green: the visitors go back to the hosts they came from, whose release never changed.
fn visitors_back(hosts: &[HostRow]) -> Vec<Part> {
    let of = |phase: Phase| hosts.iter().filter(move |host| host.phase == phase.word() && was_touched(host));
    if of(Phase::AllowTraffic).next().is_none() {
        return Vec::new();
    }
    let part = |host: &HostRow, phase, batch| Part { agent: host.agent.clone(), phase, batch };
    let back = of(Phase::BlockTraffic).map(|host| part(host, Phase::AllowTraffic, 0));
    let away = of(Phase::AllowTraffic).map(|host| part(host, Phase::BlockTraffic, 1));
    in_sequence(back.chain(away).collect())
}

fn was_touched(host: &HostRow) -> bool {
    matches!(host.state.as_str(), "done" | "failed" | "running")
}

/// Batches are numbered from 0 without gaps.
fn in_sequence(mut parts: Vec<Part>) -> Vec<Part> {
    let mut numbers: Vec<usize> = parts.iter().map(|part| part.batch).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for part in &mut parts {
        part.batch = numbers.iter().position(|number| *number == part.batch).unwrap_or_default();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(agent: &str, phase: Phase, batch: i64, state: &str) -> HostRow {
        let changed = chrono::DateTime::UNIX_EPOCH.naive_utc();
        let (phase, state) = (phase.word().to_owned(), state.to_owned());
        HostRow {
            rollout_id: 1,
            agent: agent.into(),
            phase,
            batch,
            state,
            event: String::new(),
            reason: String::new(),
            changed,
        }
    }

    fn told(hosts: &[HostRow]) -> Vec<(String, Phase, usize)> {
        parts_back(hosts).into_iter().map(|part| (part.agent, part.phase, part.batch)).collect()
    }

    #[test]
    fn only_hosts_that_were_touched_go_back_and_the_broken_ones_first() {
        let hosts = [
            row("a", Phase::InPlace, 1, "done"),
            row("b", Phase::InPlace, 2, "failed"),
            row("c", Phase::InPlace, 3, "waiting"),
        ];
        assert_eq!(told(&hosts), [("a".into(), Phase::InPlace, 1), ("b".into(), Phase::InPlace, 0)]);
    }

    #[test]
    fn the_visitors_go_back_before_anybody_is_sent_away() {
        let hosts = [
            row("new", Phase::Replacement, 1, "done"),
            row("new", Phase::AllowTraffic, 2, "done"),
            row("old", Phase::BlockTraffic, 3, "failed"),
        ];
        assert_eq!(told(&hosts), [("old".into(), Phase::AllowTraffic, 0), ("new".into(), Phase::BlockTraffic, 1)]);
        assert!(told(&hosts[..1]).is_empty(), "no visitor had come yet");
    }
}
