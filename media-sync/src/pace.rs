//! How fast files may be carried.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

/// Lets so many bytes a second through, over all that share it.
#[derive(Debug)]
pub struct Pace {
    bytes_a_second: u64,
    free_at: Mutex<Instant>,
}

impl Pace {
    /// So many MiB a second; 0 for no limit.
    pub fn new(mebibytes: u64) -> Self {
        Self { bytes_a_second: mebibytes << 20, free_at: Mutex::new(Instant::now()) }
    }

    /// Waits for the turn of so many bytes: whoever comes next waits until these are through.
    pub async fn take(&self, bytes: u64) {
        if self.bytes_a_second == 0 {
            return;
        }
        let turn = {
            let mut free_at = self.free_at.lock().await;
            let turn = (*free_at).max(Instant::now());
            *free_at = turn + Duration::from_secs_f64(bytes as f64 / self.bytes_a_second as f64);
            turn
        };
        tokio::time::sleep_until(turn).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_second_waits_for_the_first() {
        let pace = Pace::new(1);
        let begun = Instant::now();
        pace.take((1 << 20) / 10).await;
        pace.take(1).await;
        assert!(begun.elapsed() >= Duration::from_millis(99), "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn without_a_limit_nobody_waits() {
        let pace = Pace::new(0);
        pace.take(u64::MAX).await;
        let waited = tokio::time::timeout(Duration::from_secs(10), pace.take(1)).await;
        assert!(waited.is_ok());
    }
}
