//! Pages on disk: what this front has shown survives its restart, for the time that the database is away. They are
//! never fresh: nobody knows what was purged while the front was down.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use cms::Moment;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::{StoredPage, record};

/// Pages that wait to be written; more are dropped, which costs nothing but their survival.
const QUEUE: usize = 256;

enum Task {
    Put(PathBuf, Vec<u8>),
    Remove(PathBuf),
}

/// The pages on this front's disk.
#[derive(Clone, Debug)]
pub struct DiskPages {
    folder: PathBuf,
    tasks: Option<mpsc::Sender<Task>>,
}

impl DiskPages {
    /// Keeps at most `limit` bytes below `folder`; with 0 none. The writing has a thread of its own.
    pub fn new(folder: PathBuf, limit: u64) -> Self {
        let tasks = if limit > 0 { start(folder.clone(), limit) } else { None };
        Self { folder, tasks }
    }

    /// The page under `key`.
    pub async fn get(&self, key: &str, moment: Moment) -> Option<StoredPage> {
        self.tasks.as_ref()?;
        let record = tokio::fs::read(self.file(key)).await.ok()?;
        record::read(key, record, moment)
    }

    /// Writes the page in the background.
    pub fn put(&self, key: &str, page: &Arc<StoredPage>) {
        if let Some(tasks) = &self.tasks
            && let Some(record) = record::write(key, page)
        {
            drop(tasks.try_send(Task::Put(self.file(key), record)));
        }
    }

    /// Removes the page in the background.
    pub fn remove(&self, key: &str) {
        if let Some(tasks) = &self.tasks {
            drop(tasks.try_send(Task::Remove(self.file(key))));
        }
    }

    fn file(&self, key: &str) -> PathBuf {
        let name = hex::encode(&Sha256::digest(key)[..20]);
        self.folder.join(&name[..2]).join(&name[2..])
    }
}

fn start(folder: PathBuf, limit: u64) -> Option<mpsc::Sender<Task>> {
    let (sender, receiver) = mpsc::channel(QUEUE);
    let thread = std::thread::Builder::new().name("platen-pages".to_owned());
    let started = thread.spawn(move || work(&folder, limit, receiver));
    started.inspect_err(|error| tracing::warn!(%error, "no pages are kept on disk")).ok().map(|_| sender)
}

/// Writes and removes one after the other, and keeps the folder below its limit.
fn work(folder: &Path, limit: u64, mut tasks: mpsc::Receiver<Task>) {
    let mut used: Option<u64> = None;
    while let Some(task) = tasks.blocking_recv() {
        let written = match task {
            Task::Put(file, record) => write(&file, &record).map(|()| record.len() as u64),
            Task::Remove(file) => std::fs::remove_file(file).map(|()| 0).or(Ok(0)),
        };
        match written {
            Ok(bytes) => {
                let total =
                    used.map_or_else(|| entries(folder).iter().map(|entry| entry.bytes).sum(), |used| used + bytes);
                used = Some(if total > limit { shrink(folder, limit / 10 * 9) } else { total });
            }
            Err(error) => tracing::warn!(%error, "a page could not be kept on disk"),
        }
    }
}

/// Under another name first, so that no reader ever sees half a page.
fn write(file: &Path, record: &[u8]) -> io::Result<()> {
    let parent = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
    std::fs::create_dir_all(parent)?;
    let unfinished = file.with_extension(format!("{}.new", std::process::id()));
    std::fs::write(&unfinished, record)?;
    std::fs::rename(&unfinished, file)
}

struct Entry {
    written: SystemTime,
    bytes: u64,
    file: PathBuf,
}

fn entries(folder: &Path) -> Vec<Entry> {
    let files = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten();
    let below = files(folder).flat_map(|entry| files(&entry.path()).collect::<Vec<_>>());
    let entry = |entry: std::fs::DirEntry| {
        let facts = entry.metadata().ok()?;
        Some(Entry { written: facts.modified().ok()?, bytes: facts.len(), file: entry.path() })
    };
    below.filter_map(entry).collect()
}

/// Removes the oldest until `target` bytes are left; gives what is left.
fn shrink(folder: &Path, target: u64) -> u64 {
    let mut entries = entries(folder);
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.written));
    let mut kept = 0;
    for entry in entries {
        if kept + entry.bytes <= target {
            kept += entry.bytes;
        } else if let Err(error) = std::fs::remove_file(&entry.file) {
            tracing::debug!(%error, "an old page could not be removed");
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_stays_below_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..10 {
            write(&folder.path().join("aa").join(number.to_string()), &[0; 100]).unwrap();
        }
        assert_eq!(shrink(folder.path(), 450), 400);
        assert_eq!(entries(folder.path()).len(), 4);
    }
}
