//! What CodeDeploy refuses of an AppSpec that is well-formed.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use super::{AppSpec, Event, HookScript};
use crate::{Fault, Result};

/// Seconds that the scripts of one event may take together.
const LONGEST_EVENT: u64 = 3_600;

/// Refuses what could not be carried out.
pub(super) fn check(spec: &AppSpec) -> Result<()> {
    for (event, scripts) in &spec.hooks {
        hook(*event, scripts)?;
    }
    for rule in &spec.files {
        inside(&rule.source, "files: source")?;
        absolute(&rule.destination, "files: destination")?;
    }
    let mut objects = BTreeSet::new();
    for rule in &spec.permissions {
        absolute(&rule.object, "permissions: object")?;
        let key = (&rule.object, &rule.pattern, rule.types.iter().map(|kind| format!("{kind:?}")).collect::<String>());
        if !objects.insert(key) {
            return refused(format!("permissions: {} with the pattern {} is set twice", rule.object, rule.pattern));
        }
        let only_files = rule.types.as_slice() == [super::ObjectType::File];
        if only_files && rule.acls.iter().any(|entry| entry.starts_with("d:") || entry.starts_with("default:")) {
            return refused(format!("permissions: {}: a file has no default acl", rule.object));
        }
    }
    Ok(())
}

fn hook(event: Event, scripts: &[HookScript]) -> Result<()> {
    if event.is_reserved() && !scripts.is_empty() {
        return refused(format!("hooks: {event} is the agent's own; no script may stand there"));
    }
    for script in scripts {
        inside(&script.location, &format!("hooks: {event}: location"))?;
        if script.timeout == 0 {
            return refused(format!("hooks: {event}: {}: the timeout must be above 0", script.location));
        }
        if script.runas.as_deref().is_some_and(|user| !is_account(user)) {
            return refused(format!("hooks: {event}: {}: runas is no account's name", script.location));
        }
    }
    let whole = scripts.iter().fold(0_u64, |sum, script| sum.saturating_add(script.timeout));
    let has_own_times = scripts.iter().any(|script| script.timeout != LONGEST_EVENT) || scripts.len() == 1;
    if whole > LONGEST_EVENT && has_own_times {
        return refused(format!("hooks: {event}: its timeouts are {whole} s together, at most {LONGEST_EVENT} s"));
    }
    Ok(())
}

/// A path of the bundle: never out of it.
fn inside(path: &str, place: &str) -> Result<()> {
    let leaves = Path::new(path.trim_start_matches('/')).components().any(|part| part == Component::ParentDir);
    if path.is_empty() || leaves || path.contains('\0') {
        return refused(format!("{place}: {path:?} is no path inside the bundle"));
    }
    Ok(())
}

fn absolute(path: &str, place: &str) -> Result<()> {
    let climbs = Path::new(path).components().any(|part| part == Component::ParentDir);
    if !path.starts_with('/') || climbs || path.contains('\0') {
        return refused(format!("{place}: {path:?} is no path from the root, without `..`"));
    }
    Ok(())
}

fn is_account(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    !name.is_empty() && !name.starts_with('-') && name.chars().all(is_plain)
}

fn refused(why: String) -> Result<()> {
    Err(Fault::AppSpec(why))
}
