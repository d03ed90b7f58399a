//! How far a command with several parts has come, on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use staging::environments::Progress;

/// A bar on standard error, begun anew with each part; nothing where that is no terminal.
#[derive(Debug)]
pub struct StepsBar {
    bar: ProgressBar,
}

impl StepsBar {
    /// An empty bar.
    pub fn new() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{prefix:10} [{bar:40}] {pos}/{len} {per_sec} {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar }
    }
}

impl Default for StepsBar {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress for StepsBar {
    fn begin(&self, part: &str, total: u64) {
        self.bar.reset();
        self.bar.set_length(total);
        self.bar.set_prefix(part.to_owned());
    }

    fn reached(&self, done: u64) {
        self.bar.set_position(done);
    }
}

impl Drop for StepsBar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
