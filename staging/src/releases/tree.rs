//! The content of a bundle's folder, in one order, with nothing in it that leads out.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};

use crate::{Fault, Result};

/// More files than any release has.
const MOST_FILES: usize = 100_000;

/// One entry, by its path in the bundle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub path: PathBuf,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Folder,
    File { may_run: bool, size: u64 },
    Link { target: PathBuf },
}

/// Every entry below `root`, sorted by path.
pub(super) fn entries(root: &Path) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let place = root.join(&folder);
        for item in fs::read_dir(&place).map_err(Fault::at(&place))? {
            let path = folder.join(item.map_err(Fault::at(&place))?.file_name());
            let entry = entry(root, path)?;
            if entry.kind == Kind::Folder {
                folders.push(entry.path.clone());
            }
            found.push(entry);
        }
        if found.len() > MOST_FILES {
            return Err(Fault::bundle(format!("more than {MOST_FILES} files")));
        }
    }
    found.sort();
    Ok(found)
}

fn entry(root: &Path, path: PathBuf) -> Result<Entry> {
    let place = root.join(&path);
    if path.to_str().is_none() {
        return Err(Fault::bundle(format!("{} is no UTF-8 name", path.display())));
    }
    let facts = fs::symlink_metadata(&place).map_err(Fault::at(&place))?;
    let kind = if facts.is_dir() {
        Kind::Folder
    } else if facts.is_file() {
        Kind::File { may_run: facts.permissions().mode() & 0o111 != 0, size: facts.len() }
    } else if facts.is_symlink() {
        let target = fs::read_link(&place).map_err(Fault::at(&place))?;
        require_link_inside(&path, &target)?;
        Kind::Link { target }
    } else {
        return Err(Fault::bundle(format!("{} is neither file, folder nor link", path.display())));
    };
    Ok(Entry { path, kind })
}

/// A link may lead to another place in the bundle, by a relative way that never leaves it.
pub(super) fn require_link_inside(path: &Path, target: &Path) -> Result<()> {
    let mut depth = path.components().count() - 1;
    for part in target.components() {
        depth = match part {
            Component::Normal(_) => Some(depth + 1),
            Component::CurDir => Some(depth),
            Component::ParentDir => depth.checked_sub(1),
            Component::RootDir | Component::Prefix(_) => None,
        }
        .ok_or_else(|| {
            Fault::bundle(format!("the link {} leads out of the bundle, to {}", path.display(), target.display()))
        })?;
    }
    Ok(())
}

/// A path that stays below the folder it is joined to.
pub(super) fn require_path_inside(path: &Path) -> Result<()> {
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    if !stays || path.as_os_str().is_empty() {
        return Err(Fault::bundle(format!("the path {} leads out of the bundle", path.display())));
    }
    Ok(())
}
