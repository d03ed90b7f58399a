//! The agent's day: it says that it lives, takes orders, and drives the rollouts of its group together with the others.

use std::time::Duration;

use cms::Host;

use super::Agent;
use super::journal::{Journal, Outcome};
use super::life_cycle::{carry_out, undo};
use super::resume::{Resumption, after_restart};
use crate::Result;
use crate::rollout::{self, Order, Presence};

/// Works until `stop` completes. A deployment in progress is finished first: SIGTERM never leaves a host half.
pub async fn work(host: &Host, agent: &Agent, stop: impl Future<Output = ()>) -> Result<()> {
    let beating = tokio::spawn(beat(host.clone(), agent.clone()));
    let conducting = tokio::spawn(conduct(host.clone(), agent.clone()));
    tokio::pin!(stop);
    loop {
        if let Err(error) = turn(host, agent).await {
            tracing::warn!(%error, agent = agent.name, "the agent could not do its work; it tries again");
        }
        tokio::select! {
            () = &mut stop => break,
            () = tokio::time::sleep(agent.poll) => {}
        }
    }
    beating.abort();
    conducting.abort();
    rollout::leave(host, &agent.name).await
}

async fn beat(host: Host, agent: Agent) {
    loop {
        let presence = Presence {
            name: agent.name.clone(),
            group: agent.group.clone(),
            front_url: agent.front_url.as_ref().map(ToString::to_string).unwrap_or_default(),
            begins_serving: agent.begins_serving,
            release: agent.place.installed_release(),
            last_good: agent.place.last_good_release(),
        };
        if let Err(error) = rollout::beat(&host, &presence).await {
            tracing::warn!(%error, "the database does not hear that this agent lives");
        }
        tokio::time::sleep(agent.poll.max(Duration::from_millis(200))).await;
    }
}

async fn conduct(host: Host, agent: Agent) {
    loop {
        if let Err(error) = rollout::conduct(&host, &agent.name, &agent.group).await {
            tracing::warn!(%error, "the rollout is not driven from here just now");
        }
        tokio::time::sleep(agent.poll).await;
    }
}

async fn turn(host: &Host, agent: &Agent) -> Result<()> {
    for journal in Journal::open_ones(&agent.place)? {
        finish(host, agent, journal).await?;
    }
    let Some(order) = rollout::next_order(host, &agent.name).await? else { return Ok(()) };
    if let Some(journal) = Journal::of(&agent.place, &order)? {
        // It was done, and the database did not hear of it before it came back from an older backup.
        return report(host, agent, journal).await;
    }
    let mut journal = Journal::begin(order, agent.place.installed_release());
    journal.save(&agent.place)?;
    rollout::accept(host, &agent.name, &journal.order).await?;
    tracing::info!(deployment = journal.order.deployment_id(), release = %journal.order.release, phase = journal.order.phase.word(), "deploying");
    carry_out(host, agent, &mut journal, String::new()).await?;
    report(host, agent, journal).await
}

/// Goes on with what an earlier life of this agent began. Whether the order still stands is asked first.
async fn finish(host: &Host, agent: &Agent, mut journal: Journal) -> Result<()> {
    if journal.outcome.is_some() {
        return report(host, agent, journal).await;
    }
    let stands = rollout::stands(host, &agent.name, &journal.order).await?;
    match after_restart(&journal) {
        Resumption::GoOn { note } if stands => {
            tracing::warn!(deployment = journal.order.deployment_id(), note, "resumed");
            carry_out(host, agent, &mut journal, note).await?;
        }
        Resumption::GoOn { .. } => {
            let reason = undo(agent, &journal, "the agent came back after the rollout had given it up");
            journal.outcome = Some(Outcome::Failed { reason });
        }
        Resumption::Undo { reason } => {
            let reason = undo(agent, &journal, &reason);
            tracing::warn!(deployment = journal.order.deployment_id(), reason, "undone");
            journal.outcome = Some(Outcome::Failed { reason });
        }
    }
    journal.save(&agent.place)?;
    report(host, agent, journal).await
}

async fn report(host: &Host, agent: &Agent, mut journal: Journal) -> Result<()> {
    if let Some(outcome) = &journal.outcome {
        let order: &Order = &journal.order;
        match outcome {
            Outcome::Done { note } => rollout::tell_done(host, &agent.name, order, note).await?,
            Outcome::Failed { reason } => {
                tracing::error!(deployment = order.deployment_id(), reason, "the deployment failed here");
                rollout::tell_failed(host, &agent.name, order, reason).await?;
            }
        }
        journal.reported = true;
        journal.save(&agent.place)?;
    }
    Ok(())
}
