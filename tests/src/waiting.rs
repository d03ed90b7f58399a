//! Waiting for a condition with a deadline, so that no test sleeps longer than it must.
use std::future::Future;
use std::time::{Duration, Instant};

const STEP: Duration = Duration::from_millis(20);

/// Asks `condition` again and again; false when it was not met in time.
pub fn until(at_most: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + at_most;
    while !condition() {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(STEP);
    }
    true
}

/// As [`until`] for a condition that has to ask somebody; gives how long it took, or nothing when time was up.
pub async fn until_async<F: Future<Output = bool>>(
    at_most: Duration,
    mut condition: impl FnMut() -> F,
) -> Option<Duration> {
    let start = Instant::now();
    while !condition().await {
        if start.elapsed() > at_most {
            return None;
        }
        tokio::time::sleep(STEP).await;
    }
    Some(start.elapsed())
}
