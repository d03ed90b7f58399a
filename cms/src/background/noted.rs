//! How far a piece of work has come, noted where its row is written from.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// The part and how much of it is done, read by another task.
#[derive(Debug, Default)]
pub struct Noted {
    part: Mutex<String>,
    done: AtomicU64,
    total: AtomicU64,
}

impl Noted {
    /// Another part begins, which is so much.
    pub fn begins(&self, part: &str, total: u64) {
        if let Ok(mut noted) = self.part.lock() {
            part.clone_into(&mut noted);
        }
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// So much of the part is done.
    pub fn has_reached(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// The part, how much of it is done, and how much it is.
    pub(super) fn now(&self) -> (String, i64, i64) {
        let read = |number: &AtomicU64| i64::try_from(number.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
        let part = self.part.lock().map(|part| part.clone()).unwrap_or_default();
        (part, read(&self.done), read(&self.total))
    }
}
