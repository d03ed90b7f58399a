//! Builds a release: a folder with the program, its themes, its files for browsers, `appspec.yml` and scripts; then one
//! archive, named by its digest.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::description::FILE;
use super::tree::{Kind, entries};
use super::{Description, Ticket, pack};
use crate::{Fault, Result, appspec};

/// What goes into a release.
#[derive(Clone, Debug)]
pub struct Ingredients {
    /// The program; it becomes `bin/platen`.
    pub binary: PathBuf,
    /// A folder with `appspec.yml` and what it names.
    pub frame: PathBuf,
    /// A folder with themes beside those in the program; it becomes `themes/`.
    pub themes: Option<PathBuf>,
    /// What the program gives to browsers, as their addresses have it; it becomes `assets/`.
    pub assets: Option<PathBuf>,
    /// What the release says of itself.
    pub description: Description,
}

/// Puts the release together in the empty folder `bundle` and writes its archive beside it; gives the unsigned ticket
/// and the archive.
pub fn build(ingredients: &Ingredients, bundle: &Path) -> Result<(Ticket, PathBuf)> {
    copy_tree(&ingredients.frame, bundle)?;
    let program = bundle.join("bin/platen");
    fs::create_dir_all(bundle.join("bin")).map_err(Fault::at(bundle))?;
    fs::copy(&ingredients.binary, &program).map_err(Fault::at(&ingredients.binary))?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).map_err(Fault::at(&program))?;
    for (from, name) in [(&ingredients.themes, "themes"), (&ingredients.assets, "assets")] {
        if let Some(from) = from {
            copy_tree(from, &bundle.join(name))?;
        }
    }
    fs::write(bundle.join(FILE), ingredients.description.to_bytes()?).map_err(Fault::at(bundle))?;
    appspec::of_bundle(bundle)?;
    let archive = bundle.with_extension("tar");
    let (digest, size) = pack(bundle, fs::File::create(&archive).map_err(Fault::at(&archive))?)?;
    let ticket = Ticket { digest, size, description: ingredients.description.clone(), seal: None };
    Ok((ticket, archive))
}

/// Copies a folder's content; links stay links.
fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).map_err(Fault::at(to))?;
    for entry in entries(from)? {
        let (source, place) = (from.join(&entry.path), to.join(&entry.path));
        match &entry.kind {
            Kind::Folder => fs::create_dir_all(&place),
            Kind::File { .. } => fs::copy(&source, &place).map(drop),
            Kind::Link { target } => std::os::unix::fs::symlink(target, &place),
        }
        .map_err(Fault::at(&source))?;
    }
    Ok(())
}
