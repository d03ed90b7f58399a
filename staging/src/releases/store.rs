//! Where releases are kept: a folder, or a bucket of S3. `DIGEST.tar` is the release, `DIGEST.json` its ticket.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use platform::buckets::{Bucket, BucketError};
use tokio::io::AsyncWriteExt;

use super::{Digest, Ticket};
use crate::{Fault, Result};

/// A ticket is small.
const LARGEST_TICKET: usize = 4 << 20;

/// A folder or a bucket with releases.
#[derive(Clone, Debug)]
pub enum Store {
    /// A folder, which may be shared over the network.
    Folder(PathBuf),
    /// A bucket.
    Bucket(Bucket),
}

impl Store {
    /// Opens `s3://…` (as for uploads) or a folder. Nothing is asked of it yet.
    pub fn open(address: &str) -> Result<Self> {
        let is_bucket = address.starts_with("s3://") || address.starts_with("s3+http://");
        Ok(if is_bucket { Self::Bucket(Bucket::open(address)?) } else { Self::Folder(address.into()) })
    }

    /// Puts a release there. The ticket comes last: whoever sees it finds the archive whole.
    pub async fn put(&self, archive: &Path, ticket: &Ticket) -> Result<()> {
        let text = serde_json::to_vec_pretty(ticket).map_err(|error| Fault::bundle(error.to_string()))?;
        let mut written = tempfile::NamedTempFile::new().map_err(Fault::at(archive))?;
        written.write_all(&text).map_err(Fault::at(archive))?;
        match self {
            Self::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await.map_err(Fault::at(folder))?;
                place(archive, &folder.join(format!("{}.tar", ticket.digest))).await?;
                place(written.path(), &folder.join(format!("{}.json", ticket.digest))).await
            }
            Self::Bucket(bucket) => {
                let archive_key = format!("releases/{}.tar", ticket.digest);
                bucket.put(&archive_key, archive, ticket.digest.as_str(), "application/x-tar").await?;
                let key = format!("releases/{}.json", ticket.digest);
                let hash = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&text));
                Ok(bucket.put(&key, written.path(), &hash, "application/json").await?)
            }
        }
    }

    /// The ticket of a release.
    pub async fn ticket(&self, digest: &Digest) -> Result<Ticket> {
        let bytes = match self {
            Self::Folder(folder) => {
                let file = folder.join(format!("{digest}.json"));
                match tokio::fs::read(&file).await {
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(missing(digest)),
                    read => read.map_err(Fault::at(&file))?,
                }
            }
            Self::Bucket(bucket) => {
                let mut content = found(bucket.get(&format!("releases/{digest}.json")).await, digest)?;
                let mut bytes = Vec::new();
                while let Some(piece) = content.next().await? {
                    bytes.extend_from_slice(&piece);
                    if bytes.len() > LARGEST_TICKET {
                        return Err(Fault::bundle(format!("{digest}.json is too large")));
                    }
                }
                bytes
            }
        };
        Ticket::parse(&bytes, digest)
    }

    /// Copies a release's archive to the file `to`, where nothing is yet. Not verified.
    pub async fn fetch(&self, digest: &Digest, to: &Path) -> Result<()> {
        match self {
            Self::Folder(folder) => {
                let from = folder.join(format!("{digest}.tar"));
                if !from.is_file() {
                    return Err(missing(digest));
                }
                tokio::fs::copy(&from, to).await.map(drop).map_err(Fault::at(&from))
            }
            Self::Bucket(bucket) => {
                let mut content = found(bucket.get(&format!("releases/{digest}.tar")).await, digest)?;
                let mut file = tokio::fs::File::create(to).await.map_err(Fault::at(to))?;
                while let Some(piece) = content.next().await? {
                    file.write_all(&piece).await.map_err(Fault::at(to))?;
                }
                file.sync_all().await.map_err(Fault::at(to))
            }
        }
    }

    /// The releases of a folder, by digest; none for a bucket, whose releases the database knows.
    pub fn listed(&self) -> Result<Vec<Digest>> {
        let Self::Folder(folder) = self else { return Ok(Vec::new()) };
        let Ok(items) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
        let names = items.filter_map(|item| item.ok()?.file_name().into_string().ok());
        let mut digests: Vec<Digest> = names.filter_map(|name| name.strip_suffix(".json")?.parse().ok()).collect();
        digests.sort();
        Ok(digests)
    }
}

/// Copies under a temporary name first, so that nobody sees half a file.
async fn place(from: &Path, to: &Path) -> Result<()> {
    let partial = to.with_extension(format!("partial-{}", std::process::id()));
    tokio::fs::copy(from, &partial).await.map_err(Fault::at(&partial))?;
    let for_all = std::fs::Permissions::from_mode(0o644);
    tokio::fs::set_permissions(&partial, for_all).await.map_err(Fault::at(&partial))?;
    tokio::fs::rename(&partial, to).await.map_err(Fault::at(to))
}

fn found<T>(answer: Result<T, BucketError>, digest: &Digest) -> Result<T> {
    match answer {
        Err(BucketError::Missing) => Err(missing(digest)),
        other => Ok(other?),
    }
}

fn missing(digest: &Digest) -> Fault {
    Fault::refused(format!("there is no release {digest} in the store"))
}
