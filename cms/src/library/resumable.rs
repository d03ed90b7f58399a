//! Uploads that go on where they broke off: a file comes in pieces, over hours and over any of the fronts, and is then an
//! upload like any other. What has come stands in the shared folder, beside a note of what is to become of it.

use std::fs::TryLockError;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::receive::{INCOMING, Received, not_kept};
use super::store::blocking;
use super::upload::{self, NewUpload};
use super::{permissions, quota};
use crate::posts::PostFields;
use crate::{Actor, Error, Result, Site};

/// Where they stand within the site's uploads: a name that is never served.
const FOLDER: &str = ".resumable";
/// How long one may take; a day after the last piece it is gone.
const LIFETIME: Duration = Duration::from_secs(86_400);
/// Uploads that one person may have open at once.
const MOST_OPEN: usize = 50;

/// What is known of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumable {
    /// Its name in addresses: nobody guesses it.
    pub id: String,
    /// Bytes that it is to have.
    pub length: u64,
    /// What whoever sends it calls it.
    pub file_name: String,
    /// Its title; the file's name where it is empty.
    pub title: String,
    /// The post that it is uploaded to; 0 for none.
    pub parent_id: i64,
    /// Who sends it.
    pub user_id: i64,
    /// When it was begun, in UTC.
    pub begun: NaiveDateTime,
    /// The attachment that it became.
    pub attachment_id: Option<i64>,
}

/// What is said of a file that will come in pieces.
#[derive(Clone, Debug, Default)]
pub struct NewResumable {
    /// Bytes.
    pub length: u64,
    /// What whoever sends it calls it.
    pub file_name: String,
    /// Its title, if any.
    pub title: String,
    /// The post that it is uploaded to; 0 for none.
    pub parent_id: i64,
}

/// Begins one: everything that can be refused before the first byte is.
pub async fn begin_resumable(site: &Site, actor: &Actor, new: NewResumable) -> Result<Resumable> {
    permissions::require_upload(site, actor, new.parent_id).await?;
    let limit = (site.host().config().upload_limit_mb as u64) << 20;
    if new.length == 0 || new.length > limit {
        let message = format!("This file is empty or too big. Files must be less than {} KB in size.", limit >> 10);
        return Err(Error::invalid("rest_upload_file_too_big", message));
    }
    quota::require_room(site, new.length).await?;
    let resumable = Resumable {
        id: uuid::Uuid::new_v4().simple().to_string(),
        length: new.length,
        file_name: new.file_name.chars().take(1_000).collect(),
        title: new.title.chars().take(1_000).collect(),
        parent_id: new.parent_id,
        user_id: actor.user_id(),
        begun: site.host().now(),
        attachment_id: None,
    };
    let place = Place::of(site, &resumable.id);
    let note = resumable.clone();
    blocking(move || {
        std::fs::create_dir_all(&place.folder)?;
        if std::fs::read_dir(&place.folder)?.count() > 2 * MOST_OPEN * 20 {
            return Err(std::io::ErrorKind::QuotaExceeded.into());
        }
        std::fs::File::create_new(&place.content)?.sync_all()?;
        place.write(&note)
    })
    .await?;
    Ok(resumable)
}

/// One of the actor's own, and how many bytes of it have come. One whose bytes are all there and that is no attachment yet,
/// since a front died at that moment, becomes one now.
pub async fn find_resumable(site: &Site, actor: &Actor, id: &str) -> Result<(Resumable, u64)> {
    permissions::require_upload(site, actor, 0).await?;
    let place = Place::checked(site, id)?;
    let (note, there) = read(&place, actor).await?;
    if note.attachment_id.is_none() && there == note.length {
        let finished = finish(site, actor, &place, note).await?;
        return Ok((finished, there));
    }
    Ok((note, there))
}

/// Takes an upload away that nobody wants any more.
pub async fn abandon_resumable(site: &Site, actor: &Actor, id: &str) -> Result<()> {
    permissions::require_upload(site, actor, 0).await?;
    let place = Place::checked(site, id)?;
    read(&place, actor).await?;
    blocking(move || place.remove()).await
}

/// A piece that is coming in.
#[derive(Debug)]
pub struct Appending {
    site: Site,
    actor: Actor,
    place: Place,
    note: Resumable,
    file: File,
    there: u64,
}

/// Begins to take a piece that is to stand at `offset`: where what has come ends, and nowhere else. One piece at a time.
pub async fn append_to_resumable(site: &Site, actor: &Actor, id: &str, offset: u64) -> Result<Appending> {
    permissions::require_upload(site, actor, 0).await?;
    let place = Place::checked(site, id)?;
    let (note, _) = read(&place, actor).await?;
    let content = place.content.clone();
    let locked = blocking(move || {
        let file = std::fs::File::options().append(true).open(content)?;
        let is_busy = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
        let there = file.metadata()?.len();
        Ok((!is_busy).then_some((file, there)))
    });
    let busy = || Error::conflict("rest_upload_busy", "Another piece of this file is coming in at the moment.");
    let (file, there) = locked.await?.ok_or_else(busy)?;
    if there != offset {
        let message = format!("The next piece of this file begins at byte {there}.");
        return Err(Error::conflict("rest_upload_wrong_offset", message));
    }
    let (site, actor, file) = (site.clone(), actor.clone(), File::from_std(file));
    Ok(Appending { site, actor, place, note, file, there })
}

impl Appending {
    /// Takes the next bytes of the piece.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.there += bytes.len() as u64;
        if self.there > self.note.length {
            return Err(Error::invalid("rest_upload_file_too_big", "More came than this file was said to have."));
        }
        self.file.write_all(bytes).await.map_err(not_kept)
    }

    /// The piece is over, or broke off: what came is on the disk. With the last one the file becomes an attachment.
    pub async fn finish(mut self) -> Result<(Resumable, u64)> {
        self.file.flush().await.map_err(not_kept)?;
        self.file.sync_all().await.map_err(not_kept)?;
        if self.there < self.note.length {
            return Ok((self.note, self.there));
        }
        let finished = finish(&self.site, &self.actor, &self.place, self.note).await?;
        Ok((finished, self.there))
    }
}

/// Takes away what nobody went on with for a day; tells how many there were.
pub(super) async fn clean_up_resumable(site: &Site) -> Result<u64> {
    let folder = site.host().config().uploads_dir(site.id()).join(FOLDER);
    blocking(move || {
        let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(0) };
        let mut gone = 0;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let age = std::fs::metadata(&path).and_then(|facts| facts.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > LIFETIME) {
                std::fs::remove_file(&path)?;
                gone += 1;
            }
        }
        Ok(gone)
    })
    .await
}

/// When one that was begun, or went on, at this moment is over.
pub fn resumable_ends(resumable: &Resumable) -> NaiveDateTime {
    resumable.begun + chrono::Duration::seconds(LIFETIME.as_secs() as i64)
}

async fn read(place: &Place, actor: &Actor) -> Result<(Resumable, u64)> {
    let of = place.clone();
    let found = blocking(move || of.read()).await?.filter(|(note, _)| note.user_id == actor.user_id());
    found.ok_or_else(|| Error::not_found("rest_upload_unknown", "There is no such upload, or it is over."))
}

/// Makes the attachment. The content goes through everything that any upload goes through.
async fn finish(site: &Site, actor: &Actor, place: &Place, mut note: Resumable) -> Result<Resumable> {
    // Should the upload be refused or this process die, what came is still there. A picture may be cleaned on its way, so it
    // gets content of its own; all else another name for the same.
    let folder = site.host().config().uploads_dir(site.id()).join(INCOMING);
    let (from, copy) = (place.content.clone(), folder.join(format!("upload-{}", note.id)));
    let is_picture = mime_guess::from_path(&note.file_name).iter().any(|kind| kind.type_() == mime_guess::mime::IMAGE);
    let opened = blocking(move || {
        std::fs::create_dir_all(&folder)?;
        drop(std::fs::remove_file(&copy));
        if is_picture || std::fs::hard_link(&from, &copy).is_err() {
            std::fs::copy(&from, &copy)?;
        }
        let file = std::fs::File::options().read(true).write(true).open(&copy)?;
        Ok((file, TempPath::try_from_path(copy)?))
    });
    let (file, path) = opened.await?;
    let received = Received::of_file(path, file).await?;
    let title = Some(note.title.clone()).filter(|title| !title.is_empty());
    let fields = PostFields { title, parent_id: Some(note.parent_id).filter(|id| *id > 0), ..PostFields::default() };
    let new = NewUpload { file_name: note.file_name.clone(), title_from_name: true, fields, alt: None };
    let uploaded = upload::upload(site, actor, received, new).await;
    if let Err(Error::Invalid { .. }) = &uploaded {
        let place = place.clone();
        blocking(move || place.remove()).await?;
    }
    note.attachment_id = Some(uploaded?.id);
    let (place, kept) = (place.clone(), note.clone());
    blocking(move || place.write(&kept)).await?;
    Ok(note)
}

/// The two files of one.
#[derive(Clone, Debug)]
struct Place {
    folder: PathBuf,
    note: PathBuf,
    content: PathBuf,
}

impl Place {
    fn of(site: &Site, id: &str) -> Self {
        let folder = site.host().config().uploads_dir(site.id()).join(FOLDER);
        Self { note: folder.join(format!("{id}.json")), content: folder.join(format!("{id}.part")), folder }
    }

    /// Of a name that came from outside.
    fn checked(site: &Site, id: &str) -> Result<Self> {
        let is_name = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unknown = || Error::not_found("rest_upload_unknown", "There is no such upload, or it is over.");
        is_name.then(|| Self::of(site, id)).ok_or_else(unknown)
    }

    /// The note, and how many bytes have come. A file that is an attachment already has all of them.
    fn read(&self) -> std::io::Result<Option<(Resumable, u64)>> {
        let text = match std::fs::read(&self.note) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            text => text?,
        };
        let note: Resumable = serde_json::from_slice(&text)?;
        let there = if note.attachment_id.is_some() { note.length } else { std::fs::metadata(&self.content)?.len() };
        Ok(Some((note, there)))
    }

    /// Whole or not at all. What is an attachment by then needs no content here.
    fn write(&self, note: &Resumable) -> std::io::Result<()> {
        let part = self.note.with_extension("new");
        let mut file = std::fs::File::create(&part)?;
        serde_json::to_writer(&mut file, note)?;
        file.sync_all()?;
        std::fs::rename(&part, &self.note)?;
        if note.attachment_id.is_some() { removed(&self.content) } else { Ok(()) }
    }

    fn remove(&self) -> std::io::Result<()> {
        removed(&self.note)?;
        removed(&self.content)
    }
}

fn removed(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
