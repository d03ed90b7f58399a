//! Counts how often the pages of each site are read, in memory, and writes the numbers down now and then. What a front
//! has counted since is lost when it is killed: they are for plots.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use actix_web::dev::RequestHead;
use actix_web::http::{Method, header};
use cms::visits;

use crate::front::Front;

/// How often they are written down.
const EVERY: Duration = Duration::from_secs(10);
/// Words in the names of programs that read pages for no person.
const PROGRAMS: [&str; 6] = ["bot", "crawl", "spider", "slurp", "monitor", "preview"];

/// Views by site since they were last written down.
#[derive(Debug, Default)]
pub struct Visits(RwLock<HashMap<i64, AtomicI64>>);

impl Visits {
    /// Counts a page that somebody reads.
    pub fn count(&self, site_id: i64, head: &RequestHead) {
        if !is_a_person(head) {
            return;
        }
        let counted = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(views) = counted.get(&site_id) {
            views.fetch_add(1, Ordering::Relaxed);
            return;
        }
        drop(counted);
        let mut counted = self.0.write().unwrap_or_else(PoisonError::into_inner);
        counted.entry(site_id).or_default().fetch_add(1, Ordering::Relaxed);
    }

    fn take(&self) -> Vec<(i64, i64)> {
        let counted = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let taken = counted.iter().map(|(site, views)| (*site, views.swap(0, Ordering::Relaxed)));
        taken.filter(|(_, views)| *views > 0).collect()
    }
}

/// Browsers fetch pages in advance too; those are no visits yet.
fn is_a_person(head: &RequestHead) -> bool {
    let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent = text(header::USER_AGENT).to_ascii_lowercase();
    let is_prefetch =
        head.headers.get("sec-purpose").is_some_and(|purpose| purpose.as_bytes().starts_with(b"prefetch"));
    head.method == Method::GET && !is_prefetch && !agent.is_empty() && !PROGRAMS.iter().any(|word| agent.contains(word))
}

/// Writes them down until `stop` completes, and once more then. What could not be written is lost.
pub async fn write_down(front: Arc<Front>, stop: impl Future<Output = ()>) {
    let mut stop = std::pin::pin!(stop);
    loop {
        let is_last = tokio::select! {
            () = &mut stop => true,
            () = tokio::time::sleep(EVERY) => false,
        };
        let taken = front.visits().take();
        if !taken.is_empty()
            && let Err(error) = visits::add(front.host(), &taken).await
        {
            tracing::debug!(%error, "visits could not be written down");
        }
        if is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn people_are_counted_and_programs_are_not() {
        let visits = Visits::default();
        for agent in ["Mozilla/5.0 Firefox/150", "Googlebot/2.1", ""] {
            let request = TestRequest::get().insert_header(("user-agent", agent)).to_http_request();
            visits.count(7, request.head());
        }
        assert_eq!(visits.take(), [(7, 1)]);
        assert_eq!(visits.take(), []);
    }
}
