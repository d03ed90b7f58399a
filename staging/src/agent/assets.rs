//! Files for browsers of every release that is kept, in one folder that the fronts look into last: a page that was made
//! by another release still finds its files here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Place;
use crate::releases::Digest;
use crate::{Fault, Result};

/// The folder in a release.
const FOLDER: &str = "assets";

/// Puts a release's files beside those that are there. Of two contents under one name the newer stays.
pub(super) fn add(place: &Place, digest: &Digest) -> Result<()> {
    let from = place.release(digest).join(FOLDER);
    for file in files(&from)? {
        let (source, target) = (from.join(&file), place.assets().join(&file));
        let folder = target.parent().unwrap_or(&target);
        fs::create_dir_all(folder).map_err(Fault::at(folder))?;
        let beside = target.with_extension("new");
        fs::copy(&source, &beside).map_err(Fault::at(&beside))?;
        fs::rename(&beside, &target).map_err(Fault::at(&target))?;
    }
    Ok(())
}

/// Takes away what no kept release has.
pub(super) fn keep_only(place: &Place, kept: &BTreeSet<Digest>) -> Result<()> {
    for file in files(&place.assets())? {
        if !kept.iter().any(|digest| place.release(digest).join(FOLDER).join(&file).is_file()) {
            let stale = place.assets().join(&file);
            fs::remove_file(&stale).map_err(Fault::at(&stale))?;
        }
    }
    Ok(())
}

/// Every file below `root`, by its path in it.
fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let place = root.join(&folder);
        if !place.is_dir() {
            continue;
        }
        for item in fs::read_dir(&place).map_err(Fault::at(&place))? {
            let item = item.map_err(Fault::at(&place))?;
            let path = folder.join(item.file_name());
            let kind = item.file_type().map_err(Fault::at(&place))?;
            if kind.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    Ok(found)
}
