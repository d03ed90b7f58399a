//! Brings a file back from a bucket: whole and with the right content, or not at all.

use std::path::Path;

use platform::buckets::{Bucket, BucketError};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use cms::media::Place;

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

/// Brings what has this key and this hash to `target`, from the first bucket that can give it, and says which.
pub async fn pull(places: &Places, key: &str, sha256: &str, target: &Path) -> Result<Place, PullError> {
    let mut faults = Vec::new();
    for (place, bucket) in places.configured() {
        match pull_from(&bucket, key, sha256, target).await {
            Ok(()) => return Ok(place),
            Err(PullError::Nowhere(fault)) => faults.push(format!("bucket {}: {fault}", place.name())),
            Err(error) => return Err(error),
        }
    }
    let none = "none is configured".to_owned();
    Err(PullError::Nowhere(if faults.is_empty() { none } else { faults.join("; ") }))
}

async fn pull_from(bucket: &Bucket, key: &str, sha256: &str, target: &Path) -> Result<(), PullError> {
    let part = part_beside(target).await?;
    let mut file = tokio::fs::File::create(part.path()).await?;
    let mut content = bucket.get(key).await.map_err(|error| PullError::Nowhere(error.to_string()))?;
    let mut hash = Sha256::new();
    while let Some(piece) = content.next().await.map_err(nowhere)? {
        hash.update(&piece);
        file.write_all(&piece).await?;
    }
    if hex::encode(hash.finalize()) != sha256 {
        return Err(PullError::Nowhere("its content is not what it should be".to_owned()));
    }
    file.flush().await?;
    put_in_place(part, target).await
}

fn nowhere(error: BucketError) -> PullError {
    PullError::Nowhere(error.to_string())
}

/// A temporary file in the folder that the target is to stand in.
pub async fn part_beside(target: &Path) -> Result<NamedTempFile, PullError> {
    let folder = target.parent().unwrap_or(Path::new(".")).to_owned();
    tokio::fs::create_dir_all(&folder).await?;
    let made = tokio::task::spawn_blocking(move || {
        let part = NamedTempFile::with_prefix_in(".part-", folder)?;
        // Held as long as somebody writes to it: what a process left behind that died nobody holds.
        drop(part.as_file().try_lock());
        Ok::<_, std::io::Error>(part)
    })
    .await;
    Ok(made.map_err(std::io::Error::other)??)
}

/// Gives a file that is whole its name.
pub async fn put_in_place(part: NamedTempFile, target: &Path) -> Result<(), PullError> {
    let target = target.to_owned();
    let placed = tokio::task::spawn_blocking(move || {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(part.path(), std::fs::Permissions::from_mode(0o644))?;
        part.as_file().sync_all()?;
        part.persist(&target).map_err(|refused| refused.error)?;
        std::fs::File::open(target.parent().unwrap_or(Path::new(".")))?.sync_all()
    });
    Ok(placed.await.map_err(std::io::Error::other)??)
}
