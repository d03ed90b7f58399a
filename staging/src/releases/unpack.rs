//! Unpacks an archive that somebody else may have made: nothing of it lands outside its folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tar::{Archive, EntryType};

use super::Digest;
use super::tree::{require_link_inside, require_path_inside};
use crate::{Fault, Result};

/// Bytes that a release may have unpacked.
const LARGEST: u64 = 8 << 30;
/// Entries that a release may have.
const MOST_ENTRIES: usize = 100_000;

/// Reads the whole archive and compares it with its name.
pub fn verify_file(archive: &Path, digest: &Digest) -> Result<()> {
    let mut file = File::open(archive).map_err(Fault::at(archive))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer).map_err(Fault::at(archive))?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
    }
    let found = Digest::of_bytes(&hash.finalize());
    if found == *digest {
        return Ok(());
    }
    Err(Fault::bundle(format!("its content has the digest {found}, and its name says {digest}: a byte was changed")))
}

/// Unpacks into the folder `target`, which must not be there yet. Links are made last, so that none is written through.
pub fn unpack(archive: &Path, target: &Path) -> Result<()> {
    let file = File::open(archive).map_err(Fault::at(archive))?;
    fs::create_dir_all(target.parent().unwrap_or(target)).map_err(Fault::at(target))?;
    fs::create_dir(target).map_err(Fault::at(target))?;
    let mut archive_of = Archive::new(BufReader::with_capacity(1 << 20, file));
    let damaged = |error: io::Error| Fault::bundle(format!("the archive is damaged: {error}"));
    let mut unpacking = Unpacking { target: target.to_owned(), seen: BTreeSet::new(), links: Vec::new(), bytes: 0 };
    for entry in archive_of.entries().map_err(damaged)? {
        unpacking.take(entry.map_err(damaged)?)?;
    }
    for (path, to) in &unpacking.links {
        symlink(to, target.join(path)).map_err(Fault::at(&target.join(path)))?;
    }
    Ok(())
}

struct Unpacking {
    target: PathBuf,
    seen: BTreeSet<PathBuf>,
    links: Vec<(PathBuf, PathBuf)>,
    bytes: u64,
}

impl Unpacking {
    fn take<R: Read>(&mut self, mut entry: tar::Entry<'_, R>) -> Result<()> {
        let path = entry.path().map_err(|error| Fault::bundle(error.to_string()))?.into_owned();
        require_path_inside(&path)?;
        if self.seen.len() >= MOST_ENTRIES {
            return Err(Fault::bundle(format!("more than {MOST_ENTRIES} entries")));
        }
        if !self.seen.insert(path.clone()) {
            return Err(Fault::bundle(format!("{} is in it twice", path.display())));
        }
        let place = self.target.join(&path);
        match entry.header().entry_type() {
            EntryType::Directory => fs::create_dir_all(&place).map_err(Fault::at(&place)),
            EntryType::Regular => self.write(&mut entry, &place),
            EntryType::Symlink => {
                let to = entry.link_name().ok().flatten().map(|to| to.into_owned());
                let to = to.ok_or_else(|| Fault::bundle(format!("the link {} leads nowhere", path.display())))?;
                require_link_inside(&path, &to)?;
                self.make_parent(&place)?;
                self.links.push((path, to));
                Ok(())
            }
            other => Err(Fault::bundle(format!("{} is a {other:?}: only files, folders and links", path.display()))),
        }
    }

    fn write<R: Read>(&mut self, entry: &mut tar::Entry<'_, R>, place: &Path) -> Result<()> {
        self.bytes += entry.size();
        if self.bytes > LARGEST {
            return Err(Fault::bundle(format!("it is larger than {LARGEST} bytes unpacked")));
        }
        self.make_parent(place)?;
        let may_run = entry.header().mode().unwrap_or_default() & 0o111 != 0;
        let mut options = File::options();
        let mut file = options.write(true).create_new(true).mode(0o644).open(place).map_err(Fault::at(place))?;
        let size = entry.size();
        let copied =
            io::copy(entry, &mut file).map_err(|error| Fault::bundle(format!("the archive is damaged: {error}")))?;
        if copied != size {
            return Err(Fault::bundle(format!("{} ends too early", place.display())));
        }
        // Whatever the umask of this process: modes are part of the digest.
        let mode = fs::Permissions::from_mode(if may_run { 0o755 } else { 0o644 });
        file.set_permissions(mode).and_then(|()| file.sync_all()).map_err(Fault::at(place))
    }

    fn make_parent(&self, place: &Path) -> Result<()> {
        let parent = place.parent().unwrap_or(&self.target);
        fs::create_dir_all(parent).map_err(Fault::at(parent))
    }
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
mod tests;
