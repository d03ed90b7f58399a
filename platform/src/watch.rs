//! Follows folders. Events are a hint to look again, never the truth: network folders hide others' writes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, new_debouncer};

/// Keeps a folder watched for as long as it lives.
pub struct Watch(#[allow(dead_code)] Box<dyn Send>);

impl std::fmt::Debug for Watch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Watch")
    }
}

/// Calls `changed` with the touched paths, at most every 200 ms, while the returned guard lives. Reading a file is
/// no change.
pub fn watch(folder: &Path, changed: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Watch, notify::Error> {
    let handler = move |result: DebounceEventResult| {
        let Ok(events) = result else { return };
        let touched: Vec<PathBuf> = events
            .iter()
            .filter(|event| !matches!(event.kind, EventKind::Access(_)))
            .flat_map(|event| event.paths.clone())
            .collect();
        if !touched.is_empty() {
            changed(touched);
        }
    };
    let mut debouncer = new_debouncer(Duration::from_millis(200), None, handler)?;
    debouncer.watch(folder, RecursiveMode::Recursive)?;
    Ok(Watch(Box::new(debouncer)))
}
