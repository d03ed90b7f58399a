//! One deployment on this host: its events one after the other, each written down before it begins.

use std::collections::BTreeMap;
use std::time::Duration;

use cms::Host;

use super::journal::{At, Journal, Outcome};
use super::script::{Script, run};
use super::switch::{switch, write_whole};
use super::{Agent, copying, fetch, permissions, traffic};
use crate::appspec::{self, AppSpec, Event, HookScript, Phase, Whose};
use crate::releases::{Digest, Store};
use crate::{Fault, Result, rollout};

/// All scripts of one event may take this long together (CodeDeploy's limit).
const LONGEST_EVENT: Duration = Duration::from_secs(3_600);

/// Does what is left to do, and writes down how it ended. `note` is what its end will say besides.
pub(super) async fn carry_out(host: &Host, agent: &Agent, journal: &mut Journal, note: String) -> Result<()> {
    let outcome = match events(host, agent, journal).await.and_then(|()| conclude(agent, journal)) {
        Ok(()) => Outcome::Done { note },
        Err(fault) => Outcome::Failed { reason: undo(agent, journal, &fault.to_string()) },
    };
    journal.outcome = Some(outcome);
    journal.save(&agent.place)
}

/// Puts the link back to where it led before; gives the sentence that tells it all.
pub(super) fn undo(agent: &Agent, journal: &Journal, reason: &str) -> String {
    let now = agent.place.installed_release();
    let was_switched = now.as_ref() == Some(&journal.order.release) && journal.before != now;
    match &journal.before {
        Some(before) if was_switched => match switch(&agent.place.current(), &agent.place.release(before)) {
            Ok(()) => format!("{reason}. Undone: this host's link leads to {} again", before.short()),
            Err(error) => format!("{reason}. Not undone: {error}"),
        },
        _ => format!("{reason}. This host's link is as before"),
    }
}

async fn events(host: &Host, agent: &Agent, journal: &mut Journal) -> Result<()> {
    for event in journal.order.phase.events() {
        if journal.finished.contains(event) {
            continue;
        }
        journal.at = Some(At { event: *event, script: None, process: None });
        journal.save(&agent.place)?;
        // The rollout's own picture may lag; the journal is what counts.
        drop(rollout::tell_event(host, &agent.name, &journal.order, *event).await);
        one_event(host, agent, journal, *event).await.map_err(|fault| in_event(*event, fault))?;
        journal.finished.push(*event);
        journal.at = None;
        journal.save(&agent.place)?;
    }
    Ok(())
}

fn in_event(event: Event, fault: Fault) -> Fault {
    Fault::refused(format!("{event}: {fault}"))
}

async fn one_event(host: &Host, agent: &Agent, journal: &mut Journal, event: Event) -> Result<()> {
    match event {
        Event::BlockTraffic => traffic::block(agent).await,
        Event::AllowTraffic => traffic::allow(agent).await,
        Event::DownloadBundle => fetch::bring(agent, &journal.order.release).await,
        Event::Install => install(agent, &journal.order.release).await,
        _ => tokio::time::timeout(LONGEST_EVENT, scripts(host, agent, journal, event))
            .await
            .unwrap_or_else(|_| Err(Fault::refused("its scripts took more than an hour together"))),
    }
}

async fn install(agent: &Agent, release: &Digest) -> Result<()> {
    let bundle = agent.place.release(release);
    let spec = appspec::of_bundle(&bundle)?;
    let copied = copying::copy_files(agent, &spec, &bundle)?;
    permissions::apply(agent, &spec.permissions, &copied).await?;
    switch(&agent.place.current(), &bundle)
}

async fn scripts(host: &Host, agent: &Agent, journal: &mut Journal, event: Event) -> Result<()> {
    let Some((release, spec)) = spec_for(agent, journal, event)? else { return Ok(()) };
    for hook in spec.hooks.get(&event).cloned().unwrap_or_default() {
        let script = script(host, agent, journal, event, &release, &hook);
        journal.at = Some(At { event, script: Some(hook.location.clone()), process: None });
        journal.save(&agent.place)?;
        let mut marked = journal.clone();
        let started = |process| {
            marked.at = Some(At { event, script: Some(hook.location.clone()), process: Some(process) });
            marked.save(&agent.place)
        };
        run(&script, started).await.map_err(|fault| Fault::refused(fault.reason))?;
    }
    Ok(())
}

/// The revision whose scripts run, and its AppSpec; none where nothing was deployed before. When blue/green is rolled
/// back, those that leave are the newest, and it is their own scripts that run.
fn spec_for(agent: &Agent, journal: &Journal, event: Event) -> Result<Option<(Digest, AppSpec)>> {
    let order = &journal.order;
    let leaves_again = order.is_rollback && order.phase == Phase::BlockTraffic;
    let release = match event.whose() {
        Whose::LastGood if leaves_again => agent.place.installed_release(),
        Whose::LastGood => agent.place.last_good_release(),
        Whose::New => Some(order.release.clone()),
    };
    let Some(release) = release else { return Ok(None) };
    let spec = appspec::of_bundle(&agent.place.release(&release))?;
    Ok(Some((release, spec)))
}

fn script(host: &Host, agent: &Agent, journal: &Journal, event: Event, release: &Digest, hook: &HookScript) -> Script {
    let file = agent.place.release(release).join(hook.location.trim_start_matches('/'));
    let text = |value: &str| value.to_owned();
    let order = &journal.order;
    let mut environment = BTreeMap::from([
        (text("LIFECYCLE_EVENT"), text(event.name())),
        (text("DEPLOYMENT_ID"), order.deployment_id()),
        (text("APPLICATION_NAME"), agent.application.clone()),
        (text("DEPLOYMENT_GROUP_NAME"), order.group.clone()),
        (text("DEPLOYMENT_GROUP_ID"), order.group_id()),
        (text("PLATEN_ROOT"), agent.place.root().display().to_string()),
        (text("PLATEN_RELEASE"), release.to_string()),
        (text("PLATEN_AGENT"), agent.name.clone()),
    ]);
    if let Store::Bucket(bucket) = &agent.store {
        environment.insert(text("BUNDLE_BUCKET"), text(bucket.name()));
        environment.insert(text("BUNDLE_KEY"), format!("releases/{}.tar", order.release));
    }
    Script {
        file,
        location: hook.location.clone(),
        timeout: Duration::from_secs(hook.timeout),
        runas: hook.runas.clone(),
        environment,
        log: agent.place.deployment(order).join("logs/scripts.log"),
        stamp: host.now().format("%Y-%m-%d %H:%M:%S").to_string(),
    }
}

/// Only a deployment that came to its end makes its release the last good one.
fn conclude(agent: &Agent, journal: &Journal) -> Result<()> {
    if journal.order.phase.installs() {
        write_whole(&agent.place.last_good(), journal.order.release.as_str().as_bytes())?;
    }
    Ok(())
}
