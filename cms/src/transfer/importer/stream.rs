//! The reader on a thread of its own, a few records ahead of whoever writes them to the database.

use super::super::reader::{Located, ReadFault, Record, WxrReader};
use crate::{Error, Result};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Records that may wait between the two: enough to keep both busy, little enough to bound the memory.
const AHEAD: usize = 32;

/// The records of a file, as they are read.
pub(super) struct RecordStream {
    receiver: mpsc::Receiver<Result<Located<Record>, ReadFault>>,
    reading: JoinHandle<()>,
    bytes_read: Arc<AtomicU64>,
    length: u64,
}

impl RecordStream {
    pub(super) async fn open(path: &Path) -> Result<Self> {
        let cannot = |error: io::Error| {
            Error::not_found("import_no_file", format!("{} cannot be read: {error}.", path.display()))
        };
        let file = tokio::fs::File::open(path).await.map_err(cannot)?;
        let length = file.metadata().await.map_err(cannot)?.len();
        let bytes_read = Arc::new(AtomicU64::new(0));
        let counted = Counted { file: file.into_std().await, bytes: Arc::clone(&bytes_read) };
        let (sender, receiver) = mpsc::channel(AHEAD);
        let reading = tokio::task::spawn_blocking(move || {
            for record in WxrReader::new(counted) {
                if sender.blocking_send(record).is_err() {
                    break;
                }
            }
        });
        Ok(Self { receiver, reading, bytes_read, length })
    }

    /// The next record or the fault that ends the file; `None` after its end.
    pub(super) async fn next(&mut self) -> Result<Option<Result<Located<Record>, ReadFault>>> {
        match self.receiver.recv().await {
            Some(record) => Ok(Some(record)),
            None => match (&mut self.reading).await {
                Ok(()) => Ok(None),
                // A reader that died must not be taken for a file that ended.
                Err(error) => Err(Error::Internal(format!("the reader of the file failed: {error}"))),
            },
        }
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }
}

struct Counted {
    file: File,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let taken = self.file.read(target)?;
        self.bytes.fetch_add(taken as u64, Ordering::Relaxed);
        Ok(taken)
    }
}
