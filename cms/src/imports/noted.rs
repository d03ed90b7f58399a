//! How far an import has come, noted where its row is written from.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::transfer::importer::{Phase, Progress};

/// Bytes and phase, read by another task.
#[derive(Debug, Default)]
pub struct Noted {
    phase: AtomicU64,
    done: AtomicU64,
    total: AtomicU64,
}

impl Noted {
    /// Phase, bytes done, bytes in all.
    pub fn now(&self) -> (&'static str, i64, i64) {
        let read = |number: &AtomicU64| i64::try_from(number.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
        let phase = if self.phase.load(Ordering::Relaxed) == 0 { "survey" } else { "import" };
        (phase, read(&self.done), read(&self.total))
    }
}

impl Progress for Noted {
    fn begin(&self, phase: Phase, total: u64) {
        self.phase.store(u64::from(phase == Phase::Import), Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    fn reached(&self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
    }
}
