//! Begins a rollout: the release is known, signed and compatible, and every host's part is written down.

use std::collections::BTreeMap;

use cms::Host;
use sea_orm::ConnectionTrait;

use super::agents::{AgentRow, agents};
use super::releases::{description, register};
use super::rows::{RolloutRow, all, execute};
use super::{Settings, Strategy};
use crate::appspec::Phase;
use crate::releases::{Digest, Ticket, breaks};
use crate::{Fault, Result};

/// A host's part, before it is written down.
pub(super) struct Part {
    pub agent: String,
    pub phase: Phase,
    pub batch: usize,
}

/// Begins to roll the release out to the group. Refused while another rollout of the group runs, where no host is
/// there, and where the release's migrations would break the one that is installed.
pub async fn begin(host: &Host, group: &str, ticket: &Ticket, strategy: Strategy, settings: &Settings) -> Result<i64> {
    let hosts = agents(host, Some(group)).await?;
    if hosts.is_empty() {
        return Err(Fault::refused(format!("NO_INSTANCES: no agent of the group {group} was ever seen")));
    }
    let previous = most_common(&hosts);
    require_compatible(host, previous.as_ref(), ticket).await?;
    register(host, ticket).await?;
    let parts = parts(&hosts, strategy)?;
    let release = &ticket.digest;
    enter(host, group, release, previous.as_ref(), &strategy.to_string(), settings, None, &parts).await
}

/// Expand and contract: the release that is installed must be able to work on the new one's tables.
pub async fn require_compatible(host: &Host, previous: Option<&Digest>, ticket: &Ticket) -> Result<()> {
    let Some(previous) = previous else { return Ok(()) };
    let Some(before) = description(host, previous).await? else { return Ok(()) };
    let complaints = breaks(&before, &ticket.description);
    if complaints.is_empty() {
        return Ok(());
    }
    Err(Fault::refused(format!(
        "the release {} would break {}, which is installed: {}. Expand first, contract with a later release",
        ticket.digest.short(),
        previous.short(),
        complaints.join("; ")
    )))
}

/// What most hosts were last deployed to.
fn most_common(hosts: &[AgentRow]) -> Option<Digest> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for host in hosts.iter().filter(|host| !host.last_good.is_empty()) {
        *counts.entry(&host.last_good).or_default() += 1 + usize::from(host.serving) * hosts.len();
    }
    counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(digest, _)| digest.parse().ok())
}

fn parts(hosts: &[AgentRow], strategy: Strategy) -> Result<Vec<Part>> {
    let prepare = hosts.iter().map(|host| Part { agent: host.name.clone(), phase: Phase::Prepare, batch: 0 });
    let mut parts: Vec<Part> = prepare.collect();
    if strategy == Strategy::BlueGreen {
        parts.extend(blue_green(hosts)?);
        return Ok(parts);
    }
    let sizes = strategy.batches(hosts.len());
    if sizes.is_empty() {
        return Err(Fault::refused(format!(
            "HEALTH_CONSTRAINTS_INVALID: {strategy} leaves none of {} hosts",
            hosts.len()
        )));
    }
    // Hosts that serve nobody come first: they have nothing to lose.
    let mut order: Vec<&AgentRow> = hosts.iter().collect();
    order.sort_by_key(|host| (host.serving, host.name.clone()));
    let batches = sizes.iter().enumerate().flat_map(|(batch, size)| std::iter::repeat_n(batch + 1, *size));
    let placed = order.into_iter().zip(batches);
    parts.extend(placed.map(|(host, batch)| Part { agent: host.name.clone(), phase: Phase::InPlace, batch }));
    Ok(parts)
}

fn blue_green(hosts: &[AgentRow]) -> Result<Vec<Part>> {
    let (serving, idle): (Vec<_>, Vec<_>) = hosts.iter().partition(|host| host.serving);
    if idle.is_empty() || serving.is_empty() {
        let why = "BlueGreen needs hosts that serve and hosts that do not";
        return Err(Fault::refused(format!("{why}: {} serve, {} do not", serving.len(), idle.len())));
    }
    let part = |host: &&AgentRow, phase, batch| Part { agent: host.name.clone(), phase, batch };
    let replaced = idle.iter().map(|host| part(host, Phase::Replacement, 1));
    let allowed = idle.iter().map(|host| part(host, Phase::AllowTraffic, 2));
    let blocked = serving.iter().map(|host| part(host, Phase::BlockTraffic, 3));
    Ok(replaced.chain(allowed).chain(blocked).collect())
}

/// Writes a rollout and its parts down; the unique index refuses a second one of the group.
#[allow(clippy::too_many_arguments, reason = "a row of the table, column by column")]
pub(super) async fn enter(
    host: &Host,
    group: &str,
    release: &Digest,
    previous: Option<&Digest>,
    strategy: &str,
    settings: &Settings,
    undoes: Option<i64>,
    parts: &[Part],
) -> Result<i64> {
    let transaction = host.database().begin().await?;
    let row = (group, release, previous, strategy, settings, undoes);
    let id = insert(host, &transaction, row, parts).await?;
    transaction.commit().await?;
    Ok(id)
}

type Row<'a> = (&'a str, &'a Digest, Option<&'a Digest>, &'a str, &'a Settings, Option<i64>);

/// The same within the caller's transaction.
pub(super) async fn insert<C: ConnectionTrait>(
    host: &Host,
    connection: &C,
    (group, release, previous, strategy, settings, undoes): Row<'_>,
    parts: &[Part],
) -> Result<i64> {
    let running = "SELECT * FROM rollouts WHERE deployment_group = $1 AND state = 'running'";
    if let Some(other) = all::<RolloutRow, _, 1>(host, connection, running, [group.into()]).await?.pop() {
        return Err(Fault::refused(format!("the rollout {} of the group {group} is still running", other.id)));
    }
    let now = cms::cron::now(host).await?;
    let settings = serde_json::to_string(settings).map_err(|error| Fault::refused(error.to_string()))?;
    let sql = "INSERT INTO rollouts (deployment_group, release, previous, strategy, settings, undoes, created) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING *";
    let values = [
        group.into(),
        release.to_string().into(),
        previous.map(ToString::to_string).unwrap_or_default().into(),
        strategy.into(),
        settings.into(),
        undoes.into(),
        now.into(),
    ];
    let made = all::<RolloutRow, _, 7>(host, connection, sql, values).await?.pop();
    let id = made.ok_or_else(|| Fault::refused("the rollout was not entered"))?.id;
    for part in parts {
        let sql = "INSERT INTO rollout_hosts (rollout_id, agent, phase, batch, changed) VALUES ($1, $2, $3, $4, $5)";
        let batch = i64::try_from(part.batch).unwrap_or(i64::MAX);
        let values = [id.into(), part.agent.clone().into(), part.phase.word().into(), batch.into(), now.into()];
        execute(host, connection, sql, values).await?;
    }
    Ok(id)
}
