//! Runs the gates one after the other.

use std::time::Instant;

use super::bench::Bench;
use super::fetched::{Page, Visitor};
use super::{browser, budget, commands, links, migrations, pages, pictures, well_formed};
use crate::environments::Progress;
use crate::manifest::{GateOutcome, GateResult};
use crate::{Fault, Result};

/// The gates by name, in their order. Those that need a browser follow ([`super::BROWSER_NAMES`]), then the site's own commands
/// under `command:NAME`.
pub const NAMES: [&str; 7] = ["migrations", "theme", "pages", "links", "html", "pictures", "budget"];

/// Every gate's result. One that is switched off says so; an unknown name among those is refused, since it would leave on
/// what somebody meant to be off, or hide a slip of the pen.
pub async fn check(bench: &Bench, progress: &dyn Progress) -> Result<Vec<GateResult>> {
    let own: Vec<String> = bench.commands.iter().map(|custom| format!("command:{}", custom.name)).collect();
    let all = || NAMES.into_iter().chain(browser::NAMES);
    let is_known = |name: &String| all().any(|one| one == name) || own.contains(name);
    if let Some(unknown) = bench.switched_off.iter().find(|name| !is_known(name)) {
        let names = all().collect::<Vec<_>>().join(", ");
        return Err(Fault::refused(format!("there is no gate {unknown}; there are {names}")));
    }
    let total = all().count() + own.len();
    let begins = |gate: &str, done: usize| {
        progress.begin(gate, total as u64);
        progress.reached(done as u64);
    };
    begins("pages", 0);
    let visitor = Visitor::of(&bench.staging)?;
    let changed = visitor.pages(&bench.paths).await;
    let mut results = Vec::new();
    for name in NAMES {
        begins(name, results.len());
        results.push(one(bench, &visitor, &changed, name).await);
    }
    begins("screenshots", results.len());
    results.extend(with_a_browser(bench).await);
    for (custom, name) in bench.commands.iter().zip(own) {
        begins(&name, results.len());
        let begun = Instant::now();
        let found = if bench.is_off(&name) { None } else { Some(commands::run(bench, custom).await) };
        results.push(result(&name, begun, found));
    }
    Ok(results)
}

/// One look serves all of these gates, so each says how long all of it took.
async fn with_a_browser(bench: &Bench) -> Vec<GateResult> {
    let begun = Instant::now();
    let is_asked = browser::NAMES.into_iter().any(|name| !bench.is_off(name));
    let mut looked = if is_asked { Some(browser::look(bench).await) } else { None };
    let gates = browser::NAMES.into_iter().map(|name| match looked.as_mut() {
        _ if bench.is_off(name) => result(name, begun, None),
        Some(Ok(_)) if name == "accessibility" && bench.axe.is_none() => {
            result(name, begun, Some(Err(Fault::refused("this program was built without its browser bundle"))))
        }
        Some(Ok(seen)) => seen_by(bench, name, begun, seen.remove(name).unwrap_or_default()),
        Some(Err(fault)) => result(name, begun, Some(Err(Fault::refused(fault.to_string())))),
        None => result(name, begun, None),
    });
    gates.collect()
}

fn seen_by(bench: &Bench, name: &str, begun: Instant, seen: browser::Seen) -> GateResult {
    let mut gate = result(name, begun, Some(Ok(seen.faults)));
    gate.findings.extend(seen.notes);
    gate.artefact = seen.left_pictures.then(|| bench.artefacts.display().to_string());
    gate
}

async fn one(bench: &Bench, visitor: &Visitor, changed: &[Page], name: &str) -> GateResult {
    let begun = Instant::now();
    let found = if bench.is_off(name) { None } else { Some(findings(bench, visitor, changed, name).await) };
    result(name, begun, found)
}

async fn findings(bench: &Bench, visitor: &Visitor, changed: &[Page], name: &str) -> Result<Vec<String>> {
    Ok(match name {
        "migrations" => migrations::rehearse(bench).await?,
        "theme" => {
            let paths: Vec<String> = bench.kinds.iter().map(|(path, _)| path.clone()).collect();
            pages::broken_kinds(&visitor.pages(&paths).await, &bench.kinds)
        }
        "pages" => pages::broken(changed),
        "links" => links::dead(visitor, changed).await,
        "html" => well_formed::faults(changed),
        "pictures" => pictures::missing(visitor, changed).await,
        "budget" => budget::exceeded(visitor, bench.production.as_ref(), &bench.budget, changed).await?,
        other => return Err(Fault::refused(format!("there is no gate {other}"))),
    })
}

fn result(name: &str, begun: Instant, found: Option<Result<Vec<String>>>) -> GateResult {
    let (outcome, findings) = match found {
        None => (GateOutcome::SwitchedOff, Vec::new()),
        Some(Ok(found)) if found.is_empty() => (GateOutcome::Green, found),
        Some(Ok(found)) => (GateOutcome::Red, found),
        Some(Err(error)) => (GateOutcome::CouldNotRun, vec![error.to_string()]),
    };
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    GateResult { name: name.to_owned(), outcome, milliseconds, findings, artefact: None }
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
