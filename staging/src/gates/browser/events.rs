//! What a page complains of: its console, its scripts, its policy, files that do not come.

use std::sync::{Arc, Mutex, PoisonError};

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::log::{EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::js_protocol::runtime::{ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown};
use futures::{Stream, StreamExt};

use super::window::failed;
use crate::Result;

/// Complaints of one page; more come while it lives.
#[derive(Clone, Debug, Default)]
pub struct Complaints(Arc<Mutex<Vec<String>>>);

impl Complaints {
    pub fn so_far(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, complaint: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(complaint);
    }

    /// The listening ends with the page.
    fn follow<E: Send + Sync + 'static>(
        &self,
        mut events: impl Stream<Item = Arc<E>> + Send + Unpin + 'static,
        told: impl Fn(&E) -> Option<String> + Send + 'static,
    ) {
        let complaints = self.clone();
        tokio::spawn(async move {
            while let Some(event) = events.next().await {
                told(&event).into_iter().for_each(|complaint| complaints.note(complaint));
            }
        });
    }
}

/// Begins to listen. What other sites' files are missing is not this site's fault: nobody is asked for them here.
pub async fn listen(page: &Page, origin: String) -> Result<Complaints> {
    let complaints = Complaints::default();
    complaints.follow(page.event_listener::<EventConsoleApiCalled>().await.map_err(failed)?, said);
    complaints.follow(page.event_listener::<EventExceptionThrown>().await.map_err(failed)?, thrown);
    let is_ours = move |entry: &EventEntryAdded| entry.entry.url.as_ref().is_none_or(|url| url.starts_with(&origin));
    let logged = move |entry: &EventEntryAdded| {
        let is_error = matches!(entry.entry.level, LogEntryLevel::Error);
        let place = entry.entry.url.as_deref().unwrap_or_default();
        (is_error && is_ours(entry)).then(|| format!("{} {place}", entry.entry.text))
    };
    complaints.follow(page.event_listener::<EventEntryAdded>().await.map_err(failed)?, logged);
    Ok(complaints)
}

fn said(event: &EventConsoleApiCalled) -> Option<String> {
    if !matches!(event.r#type, ConsoleApiCalledType::Error | ConsoleApiCalledType::Assert) {
        return None;
    }
    let word = |argument: &chromiumoxide::cdp::js_protocol::runtime::RemoteObject| {
        let value =
            argument.value.as_ref().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        value.or_else(|| argument.description.clone()).unwrap_or_default()
    };
    Some(event.args.iter().map(word).collect::<Vec<_>>().join(" "))
}

fn thrown(event: &EventExceptionThrown) -> Option<String> {
    let details = &event.exception_details;
    let description = details.exception.as_ref().and_then(|exception| exception.description.clone());
    Some(format!("a script fails: {}", description.unwrap_or_else(|| details.text.clone())))
}
