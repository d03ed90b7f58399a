//! What the syncer has done and what is waiting, as metrics.

use cms::media::Place;
use platform::metrics::Metrics;
use prometheus::{IntCounterVec, IntGaugeVec};

/// The syncer's counters.
#[derive(Clone, Debug)]
pub struct Meters {
    copied: IntCounterVec,
    bytes: IntCounterVec,
    failed: IntCounterVec,
    waiting: IntGaugeVec,
    lag: IntGaugeVec,
}

impl Meters {
    /// Registers them.
    pub fn new(metrics: &Metrics) -> Self {
        let of_place = &["place"];
        Self {
            copied: metrics.counter("platen_media_copied_files_total", "Files brought in step, by place.", of_place),
            bytes: metrics.counter("platen_media_copied_bytes_total", "Bytes carried, by place.", of_place),
            failed: metrics.counter("platen_media_copy_failures_total", "Failed attempts, by place.", of_place),
            waiting: metrics.gauge("platen_media_waiting_files", "Files that a place lacks.", of_place),
            lag: metrics.gauge("platen_media_lag_seconds", "Age of the oldest file that a place lacks.", of_place),
        }
    }

    /// A file was brought in step.
    pub fn copied(&self, place: Place, bytes: u64) {
        self.copied.with_label_values(&[place.name()]).inc();
        self.bytes.with_label_values(&[place.name()]).inc_by(bytes);
    }

    /// An attempt failed.
    pub fn failed(&self, place: Place) {
        self.failed.with_label_values(&[place.name()]).inc();
    }

    /// What a place lacks now, and for how long.
    pub fn waiting(&self, place: Place, files: u64, seconds: i64) {
        self.waiting.with_label_values(&[place.name()]).set(i64::try_from(files).unwrap_or(i64::MAX));
        self.lag.with_label_values(&[place.name()]).set(seconds.max(0));
    }
}
