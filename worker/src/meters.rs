//! What the runner counts.

use cms::cron::{Claim, Figures, Outcome};
use platform::metrics::Metrics;
use prometheus::{HistogramVec, IntCounterVec, IntGaugeVec};

/// The runner's counters.
#[derive(Clone, Debug)]
pub struct Meters {
    lateness: HistogramVec,
    runs: IntCounterVec,
    events: IntGaugeVec,
    runners: IntGaugeVec,
    oldest: IntGaugeVec,
}

impl Meters {
    /// Registers the counters.
    pub fn new(metrics: &Metrics) -> Self {
        Self {
            lateness: metrics.histogram("platen_cron_lateness_seconds", "From an event's time to its start", &[]),
            runs: metrics.counter("platen_cron_runs_total", "Runs by hook and how they ended", &["hook", "result"]),
            events: metrics.gauge(
                "platen_cron_events",
                "Events of all sites by what they do; due ones wait",
                &["state"],
            ),
            runners: metrics.gauge("platen_cron_runners", "Runners, their slots, and runs here", &["what"]),
            oldest: metrics.gauge("platen_cron_oldest_due_milliseconds", "How long the oldest due event waits", &[]),
        }
    }

    /// Counts a run. One without an outcome acknowledged itself.
    pub fn ended(&self, claim: &Claim, outcome: Option<&Outcome>) {
        let lateness = claim.lateness().to_std().unwrap_or_default();
        self.lateness.with_label_values::<&str>(&[]).observe(lateness.as_secs_f64());
        let result = outcome.map_or("done", |outcome| outcome.word().unwrap_or("given_back"));
        self.runs.with_label_values(&[claim.event.hook.as_str(), result]).inc();
    }

    /// Notes how the queue stands.
    pub fn note(&self, figures: &Figures, running_here: usize) {
        self.events.reset();
        self.events.with_label_values(&["due"]).set(figures.due);
        self.events.with_label_values(&["running"]).set(figures.running);
        for (state, number) in &figures.aside {
            self.events.with_label_values(&[state.as_str()]).set(*number);
        }
        self.runners.with_label_values(&["runners"]).set(figures.runners);
        self.runners.with_label_values(&["slots"]).set(figures.slots);
        self.runners.with_label_values(&["running_here"]).set(i64::try_from(running_here).unwrap_or(i64::MAX));
        self.oldest.with_label_values::<&str>(&[]).set((figures.oldest_due_seconds * 1_000.0) as i64);
    }
}
