//! How much room a front's copy takes, and who goes when it is too much.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use cms::library::clean_up_parts;

use crate::tree::list;

/// A file that is read is marked as read at most so often: file systems themselves mark once a day, or never.
const MARK_AFTER: Duration = Duration::from_secs(600);

/// The room of one folder.
#[derive(Debug)]
pub struct Room {
    root: PathBuf,
    bound: u64,
    used: AtomicI64,
}

impl Room {
    /// Nothing is known yet of what the folder holds.
    pub fn new(root: PathBuf, bound: u64) -> Self {
        Self { root, bound, used: AtomicI64::new(0) }
    }

    /// So many bytes have come, or gone.
    pub fn changed_by(&self, bytes: i64) {
        self.used.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Bytes that are taken, as far as is known.
    pub fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed).max(0).unsigned_abs()
    }

    /// Whether there is more than may be.
    pub fn is_full(&self) -> bool {
        self.used() > self.bound
    }

    /// Counts what is there, and takes away what a front that died was writing.
    pub async fn count(&self) -> std::io::Result<()> {
        let listed = list(&self.root).await?.unwrap_or_default();
        let used: u64 = listed.files.iter().map(|file| file.size).sum();
        self.used.store(i64::try_from(used).unwrap_or(i64::MAX), Ordering::Relaxed);
        let cleaned = clean_up_parts(listed.parts).await;
        cleaned.map(drop).map_err(|error| std::io::Error::other(error.to_string()))
    }

    /// Makes room: the files that were read longest ago go until the folder is a tenth below its bound.
    pub async fn make(&self) -> std::io::Result<u64> {
        let files = list(&self.root).await?.unwrap_or_default().files;
        let mut used: u64 = files.iter().map(|file| file.size).sum();
        let mut by_age: Vec<(SystemTime, PathBuf, u64)> = Vec::with_capacity(files.len());
        for file in files {
            let path = self.root.join(&file.file);
            let read = tokio::fs::metadata(&path).await.and_then(|facts| facts.accessed());
            by_age.push((read.unwrap_or(SystemTime::UNIX_EPOCH), path, file.size));
        }
        by_age.sort();
        let mut gone = 0;
        for (_, path, size) in by_age {
            if used <= self.bound - self.bound / 10 {
                break;
            }
            tokio::fs::remove_file(&path).await?;
            used -= size;
            gone += 1;
        }
        self.used.store(i64::try_from(used).unwrap_or(i64::MAX), Ordering::Relaxed);
        Ok(gone)
    }

    /// Takes all files away: nothing says which of them are still true.
    pub async fn clear(&self) -> std::io::Result<()> {
        for file in list(&self.root).await?.unwrap_or_default().files {
            tokio::fs::remove_file(self.root.join(&file.file)).await?;
        }
        self.used.store(0, Ordering::Relaxed);
        Ok(())
    }
}

/// Marks a file as read, so that it stays when others must go.
#[allow(clippy::disallowed_methods, reason = "the file system's own time is what files are compared by")]
pub async fn mark_read(path: &Path, facts: &std::fs::Metadata) {
    let read = facts.accessed().ok().and_then(|time| time.elapsed().ok());
    if read.is_none_or(|since| since < MARK_AFTER) {
        return;
    }
    let path = path.to_owned();
    let marked = tokio::task::spawn_blocking(move || {
        let now = std::fs::FileTimes::new().set_accessed(SystemTime::now());
        std::fs::File::open(path)?.set_times(now)
    });
    drop(marked.await);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(root: &Path, name: &str, bytes: usize, read_days_ago: u64) -> PathBuf {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, vec![1; bytes]).unwrap();
        let read = std::time::UNIX_EPOCH + Duration::from_secs(1_700_000_000 - read_days_ago * 86_400);
        std::fs::File::open(&path).unwrap().set_times(std::fs::FileTimes::new().set_accessed(read)).unwrap();
        path
    }

    #[tokio::test]
    async fn what_was_read_longest_ago_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let old = file(root, "1/2026/11/old.jpg", 400, 9);
        let seen = file(root, "1/2026/11/seen.jpg", 400, 8);
        let new = file(root, "2/new.jpg", 400, 1);
        let room = Room::new(root.to_owned(), 1000);
        room.count().await.unwrap();
        assert!(room.is_full() && room.used() == 1200);
        let facts = std::fs::metadata(&seen).unwrap();
        mark_read(&seen, &facts).await;
        assert_eq!(room.make().await.unwrap(), 1);
        assert!(!old.exists() && seen.exists() && new.exists());
        assert_eq!(room.used(), 800);
    }
}
