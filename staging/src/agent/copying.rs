//! `files`: copies what the AppSpec names to its destinations, after taking away what the deployment before put there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::Agent;
use crate::appspec::{AppSpec, FileExistsBehavior, FileRule};
use crate::{Fault, Result};

/// What is copied where: the destination, and the file or link; none for a folder.
type Plan = BTreeMap<PathBuf, Option<PathBuf>>;

/// Does it; gives what stands at the destinations now. Interrupted, it can be done again.
pub(super) fn copy_files(agent: &Agent, spec: &AppSpec, bundle: &Path) -> Result<Vec<PathBuf>> {
    let list = agent.place.installed();
    let before = listed(&list);
    let plan = plan(agent, spec, bundle)?;
    let plan = without_conflicts(plan, &before, spec.file_exists_behavior)?;
    take_away(&before)?;
    fs::write(&list, "").map_err(Fault::at(&list))?;
    let mut record = File::options().append(true).open(&list).map_err(Fault::at(&list))?;
    for (target, source) in &plan {
        let is_new = fs::symlink_metadata(target).is_err();
        if source.is_some() || is_new {
            // First the line, then the file: a line that was cut in the middle names a file that was never begun.
            writeln!(record, "{}", target.display()).map_err(Fault::at(&list))?;
        }
        copy_one(target, source.as_deref()).map_err(Fault::at(target))?;
    }
    record.sync_all().map_err(Fault::at(&list))?;
    Ok(plan.into_keys().collect())
}

fn plan(agent: &Agent, spec: &AppSpec, bundle: &Path) -> Result<Plan> {
    let mut plan = Plan::new();
    for rule in &spec.files {
        let target = below(&agent.destination_root, &rule.destination);
        let source = bundle.join(rule.source.trim_start_matches('/'));
        add(&mut plan, rule, &source, &target)?;
    }
    Ok(plan)
}

/// `path`, which begins with a slash, below another root.
pub(super) fn below(root: &Path, path: &str) -> PathBuf {
    root.join(path.trim_start_matches('/'))
}

fn add(plan: &mut Plan, rule: &FileRule, source: &Path, target: &Path) -> Result<()> {
    let twice = |place: &Path| {
        Fault::AppSpec(format!("files: {} goes where another source goes: {}", rule.source, place.display()))
    };
    if !source.is_dir() || source.is_symlink() {
        let place = target.join(source.file_name().unwrap_or_default());
        plan.entry(target.to_owned()).or_default();
        return match plan.insert(place.clone(), Some(source.to_owned())) {
            Some(_) => Err(twice(&place)),
            None => Ok(()),
        };
    }
    if plan.insert(target.to_owned(), None).is_some_and(|other| other.is_some()) {
        return Err(twice(target));
    }
    for item in fs::read_dir(source).map_err(Fault::at(source))? {
        let item = item.map_err(Fault::at(source))?.path();
        if item.is_dir() && !item.is_symlink() {
            add(plan, rule, &item, &target.join(item.file_name().unwrap_or_default()))?;
        } else {
            add(plan, rule, &item, target)?;
        }
    }
    Ok(())
}

/// Refuses, overwrites or leaves what somebody else put there. Nothing was touched yet.
fn without_conflicts(mut plan: Plan, ours: &[PathBuf], behavior: FileExistsBehavior) -> Result<Plan> {
    let ours: BTreeSet<&PathBuf> = ours.iter().collect();
    let others = |target: &PathBuf, source: &Option<PathBuf>| {
        source.is_some() && fs::symlink_metadata(target).is_ok() && !ours.contains(target)
    };
    match behavior {
        FileExistsBehavior::Overwrite => {}
        FileExistsBehavior::Retain => plan.retain(|target, source| !others(target, source)),
        FileExistsBehavior::Disallow => {
            if let Some((target, _)) = plan.iter().find(|(target, source)| others(target, source)) {
                let why = "is there already, and file_exists_behavior is DISALLOW";
                return Err(Fault::refused(format!("{} {why}", target.display())));
            }
        }
    }
    Ok(plan)
}

fn copy_one(target: &Path, source: Option<&Path>) -> std::io::Result<()> {
    let Some(source) = source else { return fs::create_dir_all(target) };
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::symlink_metadata(target).is_ok() {
        fs::remove_file(target)?;
    }
    if source.is_symlink() { symlink(fs::read_link(source)?, target) } else { fs::copy(source, target).map(drop) }
}

/// The last line counts only with its end: what was cut there was not copied.
fn listed(list: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(list).unwrap_or_default();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().map(PathBuf::from).collect()
}

/// Removes files, then folders that are empty; what others put into a folder stays, and so does the folder.
fn take_away(paths: &[PathBuf]) -> Result<()> {
    for path in paths.iter().rev() {
        match fs::symlink_metadata(path) {
            Ok(facts) if facts.is_dir() => drop(fs::remove_dir(path)),
            Ok(_) => fs::remove_file(path).map_err(Fault::at(path))?,
            Err(_) => {}
        }
    }
    Ok(())
}
