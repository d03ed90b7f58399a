//! What an AppSpec names must be in its bundle.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::AppSpec;
use crate::{Fault, Result};

/// Every script and every source is there, and no two sources meet at one destination.
pub(super) fn require_all(spec: &AppSpec, bundle: &Path) -> Result<()> {
    for (event, script) in spec.hooks.iter().flat_map(|(event, scripts)| scripts.iter().map(move |one| (event, one))) {
        if !bundle.join(script.location.trim_start_matches('/')).is_file() {
            return Err(Fault::AppSpec(format!(
                "hooks: {event}: there is no script {} in the bundle",
                script.location
            )));
        }
    }
    let mut landed: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for rule in &spec.files {
        let source = bundle.join(rule.source.trim_start_matches('/'));
        if !source.exists() {
            return Err(Fault::AppSpec(format!("files: there is no {} in the bundle", rule.source)));
        }
        if source.is_file() {
            let file = Path::new(&rule.destination).join(source.file_name().unwrap_or_default());
            if let Some(first) = landed.insert(file, &rule.source) {
                return Err(Fault::AppSpec(format!(
                    "files: {first} and {} go to the same place in {}",
                    rule.source, rule.destination
                )));
            }
        }
    }
    Ok(())
}
