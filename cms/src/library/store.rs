//! Puts files into the uploads folder: whole, under a name that nothing had, and on the disk before anybody hears of it.

use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};

use super::receive::{Received, not_kept, receive};
use super::{aside, folder, promise};
use crate::media::StoredFile;
use crate::{Error, Result, Site};

/// What the names of files begin with that are being written where they are to stand.
pub(super) const PART: &str = ".part-";

/// How often another name is tried when somebody else was faster.
const TRIES: usize = 20;

/// A file that has its name, and that nothing in the database knows of yet. While this lives a second name beside the
/// uploads says so: should this process die, whoever cleans up finds it and takes the file away again.
#[derive(Debug)]
pub(super) struct Kept {
    /// The file.
    pub(super) file: StoredFile,
    _promise: Option<TempPath>,
    _held: std::fs::File,
}

/// Gives a received file its place: the name is the next free one like `name` in `folder`.
pub(super) async fn keep(site: &Site, received: Received, folder: &str, name: &str) -> Result<Kept> {
    if received.is_aside() {
        let file = aside::keep(site, &received, folder, name).await?;
        return Ok(Kept { file, _promise: None, _held: received.into_parts().1 });
    }
    let uploads = site.host().config().uploads_dir(site.id());
    let (length, sha256) = (received.length(), received.sha256().to_owned());
    let (mut waiting, held) = received.into_parts();
    for _ in 0..TRIES {
        let free = folder::unique_name(site, folder, name).await?;
        let file = format!("{folder}{free}");
        match place(waiting, uploads.clone(), file.clone()).await? {
            Placed::Done(promise) => {
                return Ok(Kept { file: StoredFile { file, size: length, sha256 }, _promise: promise, _held: held });
            }
            Placed::Taken(back) => waiting = back,
        }
    }
    Err(Error::conflict("rest_upload_file_error", "Too many files of this name are being uploaded at once. Try again."))
}

/// The same for bytes that were made here.
pub(super) async fn keep_bytes(site: &Site, bytes: &[u8], folder: &str, name: &str) -> Result<Kept> {
    let mut receiving = receive(site, Some(bytes.len() as u64)).await?;
    receiving.write(bytes).await?;
    keep(site, receiving.finish().await?, folder, name).await
}

enum Placed {
    /// It has its name; the second one, where the file system knows such.
    Done(Option<TempPath>),
    Taken(TempPath),
}

async fn place(waiting: TempPath, uploads: PathBuf, file: String) -> Result<Placed> {
    blocking(move || {
        let target = uploads.join(&file);
        let folder = target.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        readable(&waiting)?;
        let promised = promise::path(&waiting, &file);
        waiting.persist(&promised).map_err(|refused| refused.error)?;
        let promised = TempPath::try_from_path(promised)?;
        let placed = match std::fs::hard_link(&promised, &target) {
            Ok(()) => Placed::Done(Some(promised)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Ok(Placed::Taken(promised)),
            Err(_) => match promised.persist_noclobber(&target) {
                Ok(()) => Placed::Done(None),
                Err(refused) if refused.error.kind() == std::io::ErrorKind::AlreadyExists => {
                    return Ok(Placed::Taken(refused.path));
                }
                Err(refused) => return Err(refused.error),
            },
        };
        sync_folder(folder)?;
        Ok(placed)
    })
    .await
}

/// Writes a file that is made of others, such as a size, in the place of one that had the name.
pub(super) async fn write(site: &Site, file: String, bytes: Vec<u8>) -> Result<StoredFile> {
    let target = site.host().config().uploads_dir(site.id()).join(&file);
    let (size, sha256) = (bytes.len() as u64, hex::encode(Sha256::digest(&bytes)));
    blocking(move || {
        let folder = target.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut part = NamedTempFile::with_prefix_in(PART, folder)?;
        drop(part.as_file().try_lock());
        part.write_all(&bytes)?;
        readable(part.path())?;
        part.as_file().sync_all()?;
        part.persist(&target).map_err(|refused| refused.error)?;
        sync_folder(folder)
    })
    .await?;
    Ok(StoredFile { file, size, sha256 })
}

/// Takes a file away that nothing will ever know of.
pub(super) async fn discard(site: &Site, file: &str) {
    let path = site.host().config().uploads_dir(site.id()).join(file);
    if let Err(error) = tokio::fs::remove_file(&path).await {
        aside::discard(site, file).await;
        tracing::warn!(%error, path = %path.display(), "a file without an attachment could not be removed");
    }
}

/// Temporary files are their owner's alone; uploads are served by whoever serves the folder.
fn readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

/// A name is on the disk only once its folder is.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Internal(format!("a file was not written: {error}")))?.map_err(not_kept)
}
