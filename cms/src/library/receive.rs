//! Takes a file in, piece by piece, into a temporary file beside the uploads: nothing has a name there before it is whole.

use std::path::Path;

use md5::Md5;
use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::{aside, quota, store};
use crate::{Error, Result, Site};

/// Where files stand until they are whole, within the site's uploads. Names with a point at their beginning are never served.
pub(super) const INCOMING: &str = ".incoming";

/// A file that is coming in.
#[derive(Debug)]
pub struct Receiving {
    file: File,
    path: TempPath,
    sha256: Sha256,
    md5: Md5,
    length: u64,
    limit: u64,
    is_aside: bool,
}

/// A file that has come in and is on the disk. Dropped, it is gone.
#[derive(Debug)]
pub struct Received {
    path: TempPath,
    /// Held until it has its place: who cleans up leaves alone what somebody holds.
    held: std::fs::File,
    length: u64,
    sha256: String,
    md5: String,
    /// Whether it stands on this front's own disk, since the shared folder is away.
    is_aside: bool,
}

/// Begins to take a file in. `announced` bytes are checked against the limit and the quota before the first one is read.
pub async fn receive(site: &Site, announced: Option<u64>) -> Result<Receiving> {
    let limit = (site.host().config().upload_limit_mb as u64) << 20;
    if announced.is_some_and(|length| length > limit) {
        return Err(too_big(limit));
    }
    quota::require_room(site, announced.unwrap_or(0)).await?;
    let (made, is_aside) = made(site).await?;
    let (file, path) = made.into_parts();
    let file = File::from_std(file);
    Ok(Receiving { file, path, sha256: Sha256::new(), md5: Md5::new(), length: 0, limit, is_aside })
}

/// A new temporary file beside the uploads; on this front's own disk where the shared folder is away and a bucket can stand in
/// for it. Tells which.
async fn made(site: &Site) -> Result<(NamedTempFile, bool)> {
    let config = site.host().config();
    let folder = config.uploads_dir(site.id()).join(INCOMING);
    let making = store::blocking(move || held_file(&folder));
    let refused = match tokio::time::timeout(aside::FOLDER_MAY_TAKE, making).await {
        Ok(Ok(made)) => return Ok((made, false)),
        Ok(Err(full @ Error::Refused { .. })) => return Err(full),
        Ok(Err(error)) => error,
        Err(_) => Error::File(std::io::ErrorKind::TimedOut.into()),
    };
    if !aside::is_possible(site) {
        return Err(refused);
    }
    let own = config.media_local_root().join(INCOMING);
    Ok((store::blocking(move || held_file(&own)).await?, true))
}

/// A new temporary file that is held by this process. Where a file system knows no locks, age alone tells whether
/// somebody still writes to it.
fn held_file(folder: &Path) -> std::io::Result<NamedTempFile> {
    std::fs::create_dir_all(folder)?;
    let made = NamedTempFile::with_prefix_in("upload-", folder)?;
    drop(made.as_file().try_lock());
    Ok(made)
}

impl Receiving {
    /// Takes the next piece.
    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.length += piece.len() as u64;
        if self.length > self.limit {
            return Err(too_big(self.limit));
        }
        self.sha256.update(piece);
        self.md5.update(piece);
        self.file.write_all(piece).await.map_err(not_kept)
    }

    /// The last piece has come: sees to it that all are on the disk.
    pub async fn finish(mut self) -> Result<Received> {
        self.file.flush().await.map_err(not_kept)?;
        self.file.sync_all().await.map_err(not_kept)?;
        let (sha256, md5) = (hex::encode(self.sha256.finalize()), hex::encode(self.md5.finalize()));
        let held = self.file.into_std().await;
        Ok(Received { path: self.path, held, length: self.length, sha256, md5, is_aside: self.is_aside })
    }
}

impl Received {
    /// A file that came in pieces, and is whole now.
    pub(super) async fn of_file(path: TempPath, mut held: std::fs::File) -> Result<Self> {
        store::blocking(move || {
            use std::io::Read;
            drop(held.try_lock());
            let (mut sha256, mut md5, mut length) = (Sha256::new(), Md5::new(), 0);
            let mut piece = vec![0; 256 << 10];
            loop {
                match held.read(&mut piece)? {
                    0 => break,
                    count => {
                        sha256.update(&piece[..count]);
                        md5.update(&piece[..count]);
                        length += count as u64;
                    }
                }
            }
            let (sha256, md5) = (hex::encode(sha256.finalize()), hex::encode(md5.finalize()));
            Ok(Self { path, held, length, sha256, md5, is_aside: false })
        })
        .await
    }

    /// Where it stands for now.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file under its temporary name, and what holds it.
    pub(super) fn into_parts(self) -> (TempPath, std::fs::File) {
        (self.path, self.held)
    }

    /// Puts other content in its place: what was cleaned.
    pub(super) async fn replace(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.sha256 = hex::encode(Sha256::digest(&bytes));
        self.length = bytes.len() as u64;
        let mut file = File::create(&self.path).await.map_err(not_kept)?;
        file.write_all(&bytes).await.map_err(not_kept)?;
        file.sync_all().await.map_err(not_kept)
    }

    /// Whether it stands on this front's own disk, since the shared folder is away.
    pub(super) fn is_aside(&self) -> bool {
        self.is_aside
    }

    /// Bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Of the content, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Of the content, in hexadecimal: what `Content-MD5` is compared with.
    pub fn md5(&self) -> &str {
        &self.md5
    }
}

fn too_big(limit: u64) -> Error {
    Error::invalid(
        "rest_upload_file_too_big",
        format!("This file is too big. Files must be less than {} KB in size.", limit >> 10),
    )
}

/// A full disk is worth its own words.
pub(super) fn not_kept(error: std::io::Error) -> Error {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => Error::refused(
            "rest_upload_storage_full",
            "The host's disk is full, so the file could not be kept. Nothing was changed; tell the host's operator.",
        ),
        _ => Error::File(error),
    }
}
