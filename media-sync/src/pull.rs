//! Brings a file back from a bucket: whole and with the right content, or not at all.

use std::path::Path;

use platform::buckets::{Bucket, BucketError, time_for};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use cms::media::{MediaFile, Place};

use crate::key::key_of;
use crate::places::Places;

/// Why a file could not be brought.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// No bucket has it as it should be.
    #[error("no bucket could give it: {0}")]
    Nowhere(String),
    /// It could not be written here.
    #[error("it could not be written: {0}")]
    File(#[from] std::io::Error),
}

/// Brings a file of the journal to `target`, from the first bucket that can give it, and says which. A bucket that takes
/// longer than it may is given up for the other one, and asked after it for a while.
pub async fn pull(places: &Places, file: &MediaFile, target: &Path) -> Result<Place, PullError> {
    let mut faults = Vec::new();
    for (place, bucket) in places.to_ask() {
        let (key, limit) = (key_of(file), time_for(file.size.unsigned_abs()));
        let pulling = pull_from(&bucket, &key, &file.sha256, target);
        let fault = match tokio::time::timeout(limit, pulling).await {
            Ok(Ok(())) => return Ok(place),
            Ok(Err(Fault::File(error))) => return Err(PullError::File(error)),
            Ok(Err(Fault::Wrong(fault))) => fault,
            Ok(Err(Fault::Away(fault))) => {
                places.gave_nothing(place);
                fault
            }
            Err(_) => {
                places.gave_nothing(place);
                format!("it was not here within {} s", limit.as_secs())
            }
        };
        faults.push(format!("bucket {}: {fault}", place.name()));
    }
    let none = "none is configured".to_owned();
    Err(PullError::Nowhere(if faults.is_empty() { none } else { faults.join("; ") }))
}

/// Why one bucket did not do.
enum Fault {
    /// It has nothing of the kind, or something else.
    Wrong(String),
    /// It failed, or the line did.
    Away(String),
    File(std::io::Error),
}

impl From<BucketError> for Fault {
    fn from(error: BucketError) -> Self {
        match error {
            BucketError::Missing | BucketError::Altered => Self::Wrong(error.to_string()),
            error => Self::Away(error.to_string()),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

async fn pull_from(bucket: &Bucket, key: &str, sha256: &str, target: &Path) -> Result<(), Fault> {
    let mut content = bucket.get(key).await?;
    let part = part_beside(target).await?;
    let mut file = tokio::fs::File::create(part.path()).await?;
    let mut hash = Sha256::new();
    while let Some(piece) = content.next().await? {
        hash.update(&piece);
        file.write_all(&piece).await?;
    }
    if hex::encode(hash.finalize()) != sha256 {
        return Err(Fault::Wrong("its content is not what it should be".to_owned()));
    }
    file.flush().await?;
    Ok(put_in_place(part, target).await?)
}

/// A temporary file in the folder that the target is to stand in.
pub async fn part_beside(target: &Path) -> std::io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new(".")).to_owned();
    tokio::fs::create_dir_all(&folder).await?;
    let made = tokio::task::spawn_blocking(move || {
        let part = NamedTempFile::with_prefix_in(".part-", folder)?;
        // Held as long as somebody writes to it: what a process left behind that died nobody holds.
        drop(part.as_file().try_lock());
        Ok(part)
    })
    .await;
    made.map_err(std::io::Error::other)?
}

/// Gives a file that is whole its name.
pub async fn put_in_place(part: NamedTempFile, target: &Path) -> std::io::Result<()> {
    let target = target.to_owned();
    let placed = tokio::task::spawn_blocking(move || {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(part.path(), std::fs::Permissions::from_mode(0o644))?;
        part.as_file().sync_all()?;
        part.persist(&target).map_err(|refused| refused.error)?;
        std::fs::File::open(target.parent().unwrap_or(Path::new(".")))?.sync_all()
    });
    placed.await.map_err(std::io::Error::other)?
}
