//! Compares a site's folder with the journal: what somebody copied in by hand, changed or took out becomes known.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::Duration;

use cms::media::{self, MediaFile, SeenFile};
use cms::{Result, Site, library};
use futures::StreamExt;
use platform::file_hash;

use crate::places::Places;
use crate::pull::pull;
use crate::tree::{list, modified};

/// A file must have stood still this long before it counts.
const STILL: Duration = Duration::from_secs(2);
/// How long ago a file must have got its name before it is taken for a leftover: its row may be about to commit.
const SETTLED: Duration = Duration::from_secs(15);
/// Files whose journal is written in one transaction.
const AT_ONCE: usize = 200;
/// Files that are read at once.
const READ_AT_ONCE: usize = 4;
/// Fewer missing files than these say nothing of the folder.
const MANY: usize = 20;

/// What a scan found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Files in the folder.
    pub files: u64,
    /// Files that are new, or have new content.
    pub read: u64,
    /// Files that were being written, and are looked at next time.
    pub moving: u64,
    /// Files that were taken out by hand.
    pub gone: u64,
    /// Files of attachments that were missing and came back from a bucket.
    pub restored: u64,
    /// Files of attachments that were deleted, and unfinished ones, which somebody that died left behind.
    pub cleaned: u64,
}

impl std::ops::AddAssign for Scanned {
    fn add_assign(&mut self, one: Self) {
        self.files += one.files;
        self.read += one.read;
        self.moving += one.moving;
        self.gone += one.gone;
        self.restored += one.restored;
        self.cleaned += one.cleaned;
    }
}

/// Scans one site. A folder that is not there says nothing: a network folder may be away. What came while it was away, and
/// stands in a bucket alone, is brought there as soon as there is a place for it.
pub async fn scan_site(site: &Site, places: &Places) -> Result<Scanned> {
    let root = site.host().config().uploads_dir(site.id());
    let Some(listed) = list(&root).await? else {
        let is_back = site.host().config().media_root().is_dir();
        return if is_back { bring_what_came_meanwhile(site, &root, places).await } else { Ok(Scanned::default()) };
    };
    let seen = listed.files;
    // Before the journal is read: what is no longer promised by then stands there, or is gone.
    let promised = library::promised_files(site).await?;
    let journal = media::journal(site).await?;
    let mut scanned = Scanned { files: seen.len() as u64, ..Scanned::default() };
    scanned.cleaned += library::clean_up_incoming(site).await? + library::clean_up_parts(listed.parts).await?;
    let mut sorted = sorted(&seen, &journal);
    let all = sorted.changed.len();
    sorted.changed.retain(|file| !promised.contains(&file.file));
    scanned.moving += (all - sorted.changed.len()) as u64;
    for batch in sorted.settled.chunks(AT_ONCE) {
        media::note_settled(site, batch).await?;
    }
    for batch in sorted.changed.chunks(AT_ONCE) {
        read(site, &root, batch, &mut scanned).await?;
    }
    remove_left(site, &root, &sorted.left, &mut scanned).await?;
    let names: HashSet<&str> = seen.iter().map(|seen| seen.file.as_str()).collect();
    let known = || journal.values().filter(|row| !row.sha256.is_empty());
    let missing: Vec<&MediaFile> = known().filter(|row| !names.contains(row.file.as_str())).collect();
    if !missing.is_empty() {
        let is_emptied = missing.len() > MANY && missing.len() * 2 > known().count();
        mend(site, &root, places, &missing, is_emptied, &mut scanned).await?;
    }
    Ok(scanned)
}

/// Files that no scan has seen yet: an upload went into a bucket while the folder was away.
async fn bring_what_came_meanwhile(site: &Site, root: &Path, places: &Places) -> Result<Scanned> {
    let journal = media::journal(site).await?;
    let unseen: Vec<&MediaFile> = journal.values().filter(|row| !row.sha256.is_empty() && row.modified == 0).collect();
    let mut scanned = Scanned::default();
    if !unseen.is_empty() {
        mend(site, root, places, &unseen, true, &mut scanned).await?;
    }
    Ok(scanned)
}

/// What a folder has that the journal does not say.
#[derive(Debug, Default)]
struct Sorted {
    /// Files of which only the time is new.
    settled: Vec<SeenFile>,
    /// Files whose content must be read.
    changed: Vec<SeenFile>,
    /// Files of attachments that are deleted: whoever deleted them died before it came to the files.
    left: Vec<SeenFile>,
}

fn sorted(seen: &[SeenFile], journal: &HashMap<String, MediaFile>) -> Sorted {
    let mut sorted = Sorted::default();
    for file in seen {
        match journal.get(&file.file) {
            Some(row) if row.sha256.is_empty() && was_there_before(file, row) => sorted.left.push(file.clone()),
            Some(row) if row.sha256.is_empty() => sorted.changed.push(file.clone()),
            Some(row) if row.modified == file.modified && row.size.unsigned_abs() == file.size => {}
            // A verb wrote it a moment ago, and knows its hash.
            Some(row) if row.modified == 0 && row.size.unsigned_abs() == file.size => sorted.settled.push(file.clone()),
            _ => sorted.changed.push(file.clone()),
        }
    }
    sorted
}

/// Whether it got its name before the journal said that it is to go. What somebody put back since is there on purpose:
/// its own time may be old, but not when it came here.
fn was_there_before(file: &SeenFile, row: &MediaFile) -> bool {
    let said = row.changed.and_utc().timestamp_nanos_opt().unwrap_or_default();
    // Rows keep whole seconds.
    file.touched <= said.saturating_add(999_999_999)
}

/// Removes what a deletion left behind. An upload that got the same name has committed its row by the time that counts.
async fn remove_left(site: &Site, root: &Path, left: &[SeenFile], scanned: &mut Scanned) -> Result<()> {
    let now = site.host().clock().now().timestamp_nanos_opt().unwrap_or_default();
    for file in left {
        if now.saturating_sub(file.touched) < SETTLED.as_nanos() as i64 || media::is_known(site, &file.file).await? {
            scanned.moving += 1;
            continue;
        }
        tokio::fs::remove_file(root.join(&file.file)).await?;
        scanned.cleaned += 1;
    }
    Ok(())
}

async fn read(site: &Site, root: &Path, files: &[SeenFile], scanned: &mut Scanned) -> Result<()> {
    let mut read = Vec::new();
    let reading: Vec<_> = files.iter().map(|seen| still(site, root, seen)).collect();
    let hashes: Vec<Option<String>> = futures::stream::iter(reading).buffered(READ_AT_ONCE).collect().await;
    for (seen, sha256) in files.iter().zip(hashes) {
        match sha256 {
            Some(sha256) => read.push((seen.clone(), sha256)),
            None => scanned.moving += 1,
        }
    }
    scanned.read += read.len() as u64;
    if read.is_empty() { Ok(()) } else { media::note_read(site, &read).await }
}

/// The hash of a file that nobody has written to for a while, nor while it was read.
async fn still(site: &Site, root: &Path, seen: &SeenFile) -> Option<String> {
    let now = site.host().clock().now().timestamp_nanos_opt()?;
    let age = now.saturating_sub(seen.modified);
    if (0..STILL.as_nanos() as i64).contains(&age) {
        return None;
    }
    let path = root.join(&seen.file);
    let sha256 = file_hash::of_file(&path).await.ok()?.text();
    let after = tokio::fs::metadata(&path).await.ok()?;
    (after.len() == seen.size && modified(&after) == seen.modified).then_some(sha256)
}

/// What is missing in the folder: files of attachments come back from a bucket, others were taken out on purpose. Where
/// most files are missing nobody cleaned up, a disk was lost or another one is there: then all come back.
async fn mend(
    site: &Site,
    root: &Path,
    places: &Places,
    missing: &[&MediaFile],
    is_emptied: bool,
    scanned: &mut Scanned,
) -> Result<()> {
    let needed = media::needed_files(site).await?;
    let mut gone = Vec::new();
    if is_emptied {
        tracing::error!(site = site.id(), files = missing.len(), "most files are missing in the uploads folder");
    }
    for row in missing {
        if !is_emptied && !needed.contains(&row.file) {
            gone.push(row.file.clone());
            continue;
        }
        match pull(places, row, &root.join(&row.file)).await {
            Ok(_) => scanned.restored += 1,
            Err(error) => tracing::error!(site = site.id(), file = row.file, %error, "an attachment's file is missing"),
        }
    }
    scanned.gone += gone.len() as u64;
    for batch in gone.chunks(AT_ONCE) {
        media::note_missing(site, batch).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(file: &str, size: i64, modified: i64, sha256: &str) -> (String, MediaFile) {
        let row = MediaFile {
            id: 1,
            site_id: 1,
            file: file.into(),
            size,
            sha256: sha256.into(),
            modified,
            in_a: String::new(),
            in_b: String::new(),
            checked: None,
            changed: chrono::DateTime::UNIX_EPOCH.naive_utc(),
        };
        (file.into(), row)
    }

    #[test]
    fn only_what_is_new_is_read() {
        let seen = |file: &str, size, modified| SeenFile { file: file.into(), size, modified, touched: i64::MAX };
        let journal = HashMap::from([
            row("same", 3, 10, "x"),
            row("written by a verb", 3, 0, "x"),
            row("touched", 3, 10, "x"),
            row("came back", 3, 10, ""),
        ]);
        let all = [
            seen("same", 3, 10),
            seen("written by a verb", 3, 11),
            seen("touched", 3, 11),
            seen("came back", 3, 10),
            seen("new", 1, 1),
        ];
        let sorted = sorted(&all, &journal);
        assert_eq!(names(&sorted.settled), ["written by a verb"]);
        assert_eq!(names(&sorted.changed), ["touched", "came back", "new"]);
        assert_eq!(names(&sorted.left), Vec::<String>::new());
    }

    #[test]
    fn what_a_deletion_left_behind_does_not_come_back() {
        let mut journal = HashMap::from([row("deleted", 3, 10, ""), row("put back", 3, 10, "")]);
        journal
            .values_mut()
            .for_each(|row| row.changed = chrono::DateTime::from_timestamp(100, 0).unwrap().naive_utc());
        let seen = |file: &str, touched| SeenFile { file: file.into(), size: 3, modified: 10, touched };
        let sorted = sorted(&[seen("deleted", 99_000_000_000), seen("put back", 101_000_000_000)], &journal);
        assert_eq!(names(&sorted.left), ["deleted"]);
        assert_eq!(names(&sorted.changed), ["put back"]);
    }

    fn names(files: &[SeenFile]) -> Vec<String> {
        files.iter().map(|file| file.file.clone()).collect()
    }
}
