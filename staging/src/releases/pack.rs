//! Writes a bundle's folder as a tar archive that depends on its content alone: sorted, without times, owners or
//! umasks. The digest of the archive is the digest of the folder.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tar::{Builder, EntryType, Header};

use super::Digest;
use super::tree::{Entry, Kind, entries};
use crate::{Fault, Result};

/// Writes the folder `root` as an archive to `output`; gives its digest and its bytes.
pub fn pack(root: &Path, output: impl Write) -> Result<(Digest, u64)> {
    let mut counted = Counted { output, hash: Sha256::new(), bytes: 0 };
    let mut archive = Builder::new(&mut counted);
    for entry in entries(root)? {
        append(&mut archive, root, &entry).map_err(Fault::at(&root.join(&entry.path)))?;
    }
    archive.into_inner().and_then(|output| output.flush()).map_err(Fault::at(root))?;
    Ok((Digest::of_bytes(&counted.hash.finalize()), counted.bytes))
}

/// The digest that the folder has as a release.
pub fn digest_of_tree(root: &Path) -> Result<Digest> {
    Ok(pack(root, io::sink())?.0)
}

fn append<W: Write>(archive: &mut Builder<W>, root: &Path, entry: &Entry) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    match &entry.kind {
        Kind::Folder => {
            header.set_entry_type(EntryType::Directory);
            header.set_mode(0o755);
            header.set_size(0);
            archive.append_data(&mut header, format!("{}/", entry.path.display()), io::empty())
        }
        Kind::File { may_run, size } => {
            header.set_entry_type(EntryType::Regular);
            header.set_mode(if *may_run { 0o755 } else { 0o644 });
            header.set_size(*size);
            archive.append_data(&mut header, &entry.path, File::open(root.join(&entry.path))?)
        }
        Kind::Link { target } => {
            header.set_entry_type(EntryType::Symlink);
            header.set_mode(0o777);
            header.set_size(0);
            archive.append_link(&mut header, &entry.path, target)
        }
    }
}

struct Counted<W> {
    output: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
