//! Drives a rollout by one step: orders a batch, waits for its hosts, looks at them, goes on or ends it. Any agent of the
//! group can do it, and the command that began it too; all that is remembered stands in the database.

use chrono::{NaiveDateTime, TimeDelta};
use cms::Host;

use super::agents::{AgentRow, agents};
use super::conclude::{fail, succeed};
use super::rows::{HostRow, RolloutRow, execute, hosts};
use super::{Settings, Strategy, health, lease};
use crate::appspec::Phase;
use crate::{Fault, Result};

/// One step of the group's running rollout, if there is one and nobody else drives it.
pub async fn conduct(host: &Host, conductor: &str, group: &str) -> Result<()> {
    let Some(rollout) = lease::take(host, conductor, group).await? else { return Ok(()) };
    let settings: Settings =
        serde_json::from_str(&rollout.settings).map_err(|error| Fault::refused(error.to_string()))?;
    let scene = Scene {
        now: cms::cron::now(host).await?,
        hosts: hosts(host, rollout.id).await?,
        agents: agents(host, Some(group)).await?,
        host,
        rollout,
        settings,
    };
    scene.step().await
}

/// Ends the group's running rollout: what was not begun is not begun, what was is undone.
pub async fn stop(host: &Host, group: &str, reason: &str) -> Result<Option<i64>> {
    let running = super::rollouts(host, Some(group), 1).await?.into_iter().find(|rollout| rollout.state == "running");
    let Some(rollout) = running else { return Ok(None) };
    let settings: Settings =
        serde_json::from_str(&rollout.settings).map_err(|error| Fault::refused(error.to_string()))?;
    fail(host, &rollout, &settings, "stopped", reason).await?;
    Ok(Some(rollout.id))
}

/// What a step looks at.
struct Scene<'a> {
    host: &'a Host,
    now: NaiveDateTime,
    rollout: RolloutRow,
    settings: Settings,
    hosts: Vec<HostRow>,
    agents: Vec<AgentRow>,
}

impl Scene<'_> {
    async fn step(&self) -> Result<()> {
        if let Some(reason) = self.failure() {
            return fail(self.host, &self.rollout, &self.settings, "failed", &reason).await;
        }
        let batch: Vec<&HostRow> = self.hosts.iter().filter(|host| host.batch == self.rollout.batch).collect();
        if batch.is_empty() {
            return self.finish().await;
        }
        if batch.iter().any(|host| host.state == "waiting") {
            return self.order().await;
        }
        let is_over = batch.iter().all(|host| matches!(host.state.as_str(), "done" | "failed" | "skipped"));
        match (is_over, self.rollout.bakes_until) {
            (false, _) => Ok(()),
            (true, None) => self.begin_to_look(&batch).await,
            (true, Some(until)) => self.look(&batch, until).await,
        }
    }

    /// The first host that failed, or of which nothing is heard. When a rollout is undone every host gets its turn.
    fn failure(&self) -> Option<String> {
        if self.rollout.undoes.is_some() {
            return None;
        }
        let failed = self.hosts.iter().find(|host| host.state == "failed");
        if let Some(host) = failed {
            return Some(format!("{}: {}", host.agent, host.reason));
        }
        let silent = self.hosts.iter().find(|host| self.is_silent(host));
        silent.map(|host| {
            format!("{}: nothing was heard of its agent for {} s", host.agent, self.settings.silence_seconds)
        })
    }

    fn is_silent(&self, host: &HostRow) -> bool {
        let is_awaited = matches!(host.state.as_str(), "ordered" | "running");
        is_awaited && !self.is_heard(&host.agent)
    }

    fn is_heard(&self, agent: &str) -> bool {
        let patience = TimeDelta::seconds(i64::try_from(self.settings.silence_seconds).unwrap_or(i64::MAX >> 12));
        self.agents.iter().any(|row| row.name == agent && self.now - row.seen <= patience)
    }

    /// Every host of the batch is told to begin, as long as enough others are healthy.
    async fn order(&self) -> Result<()> {
        if let Some(reason) = self.too_few_healthy().await {
            return fail(self.host, &self.rollout, &self.settings, "failed", &reason).await;
        }
        let sql = "UPDATE rollout_hosts SET state = 'ordered', changed = $1 \
                   WHERE rollout_id = $2 AND batch = $3 AND state = 'waiting'";
        let values = [self.now.into(), self.rollout.id.into(), self.rollout.batch.into()];
        execute(self.host, self.host.database().writer(), sql, values).await.map(drop)
    }

    async fn too_few_healthy(&self) -> Option<String> {
        let changes_something = |host: &&HostRow| host.phase != Phase::Prepare.word();
        let batch: Vec<&HostRow> = self.of_batch().filter(changes_something).collect();
        // Where nothing was installed before, nobody can be healthy.
        if batch.is_empty() || self.rollout.undoes.is_some() || self.rollout.previous.is_empty() {
            return None;
        }
        let strategy: Strategy = self.rollout.strategy.parse().ok()?;
        let minimum = strategy.minimum_healthy(self.agents.len());
        let others = self.agents.iter().filter(|agent| !batch.iter().any(|host| host.agent == agent.name));
        let mut healthy = 0;
        for other in others.filter(|agent| agent.serving && self.is_heard(&agent.name)) {
            healthy += usize::from(health::first_unready(&[other]).await.is_none());
        }
        let why = format!("HEALTH_CONSTRAINTS: {healthy} other hosts are healthy, and {strategy} asks for {minimum}");
        (healthy < minimum).then_some(why)
    }

    fn of_batch(&self) -> impl Iterator<Item = &HostRow> {
        self.hosts.iter().filter(|host| host.batch == self.rollout.batch)
    }

    async fn begin_to_look(&self, batch: &[&HostRow]) -> Result<()> {
        let is_preparation = batch.iter().all(|host| host.phase == Phase::Prepare.word());
        if is_preparation || self.rollout.undoes.is_some() {
            return self.next_batch().await;
        }
        let is_canary = self.rollout.strategy.starts_with("Canary") && self.rollout.batch == 1;
        let seconds = if is_canary { self.settings.canary_seconds } else { self.settings.bake_seconds };
        let until = self.now + TimeDelta::seconds(i64::try_from(seconds).unwrap_or(i64::MAX >> 12));
        let sql = "UPDATE rollouts SET bakes_until = $1, probes = 0, errors = 0 WHERE id = $2 AND state = 'running'";
        let values = [until.into(), self.rollout.id.into()];
        execute(self.host, self.host.database().writer(), sql, values).await.map(drop)
    }

    async fn look(&self, batch: &[&HostRow], until: NaiveDateTime) -> Result<()> {
        let is_meant = |agent: &&AgentRow| batch.iter().any(|host| host.agent == agent.name && serves_after(host));
        let fronts: Vec<&AgentRow> = self.agents.iter().filter(is_meant).collect();
        if let Some(name) = health::first_unready(&fronts).await {
            let reason = format!("{name}: its front is not ready after the release was installed");
            return fail(self.host, &self.rollout, &self.settings, "failed", &reason).await;
        }
        let seen = health::look(&self.settings, &fronts).await?;
        let (probes, errors) =
            (self.rollout.probes + i64::from(seen.probes), self.rollout.errors + i64::from(seen.errors));
        let sql = "UPDATE rollouts SET probes = $1, errors = $2 WHERE id = $3 AND state = 'running'";
        let values = [probes.into(), errors.into(), self.rollout.id.into()];
        execute(self.host, self.host.database().writer(), sql, values).await?;
        let wanted = health::wanted(&self.settings, fronts.len());
        if health::too_many(&self.settings, errors, probes, wanted) {
            let reason =
                format!("{errors} of {probes} requests were answered with errors after batch {}", self.rollout.batch);
            return fail(self.host, &self.rollout, &self.settings, "failed", &reason).await;
        }
        let is_over = cms::cron::now(self.host).await? >= until && probes >= wanted;
        if is_over { self.next_batch().await } else { Ok(()) }
    }

    async fn next_batch(&self) -> Result<()> {
        let sql = "UPDATE rollouts SET batch = batch + 1, bakes_until = NULL WHERE id = $1 AND batch = $2";
        let values = [self.rollout.id.into(), self.rollout.batch.into()];
        execute(self.host, self.host.database().writer(), sql, values).await.map(drop)
    }

    /// After the last batch. One that undoes another had every host try.
    async fn finish(&self) -> Result<()> {
        let failed: Vec<String> = self
            .hosts
            .iter()
            .filter(|host| host.state == "failed")
            .map(|host| format!("{}: {}", host.agent, host.reason))
            .collect();
        match failed.is_empty() {
            true => succeed(self.host, &self.rollout).await,
            false => fail(self.host, &self.rollout, &self.settings, "failed", &failed.join("; ")).await,
        }
    }
}

/// Whether the host answers visitors' requests after its part.
fn serves_after(host: &HostRow) -> bool {
    matches!(Phase::of_word(&host.phase), Some(Phase::InPlace | Phase::AllowTraffic | Phase::Replacement))
}
