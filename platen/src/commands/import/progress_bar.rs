//! How far an import has come, on a terminal.

use cms::transfer::importer::{Phase, Progress};
use indicatif::{ProgressBar as Bar, ProgressStyle};

/// A bar on standard error; nothing where that is no terminal.
pub struct ProgressBar {
    bar: Bar,
}

impl ProgressBar {
    /// An empty bar.
    pub fn new() -> Self {
        let bar = Bar::new(0);
        let template = "{prefix:9} [{bar:40}] {bytes}/{total_bytes} {bytes_per_sec} {eta} {wide_msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar }
    }
}

impl Progress for ProgressBar {
    fn begin(&self, phase: Phase, total: u64) {
        self.bar.reset();
        self.bar.set_length(total);
        self.bar.set_prefix(match phase {
            Phase::Survey => "Reading",
            Phase::Import => "Importing",
        });
    }

    fn reached(&self, done: u64) {
        self.bar.set_position(done);
    }

    fn mention(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }
}

impl Drop for ProgressBar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
