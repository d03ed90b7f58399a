//! Whether a bucket does what it is there for, and when it is asked again if not.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cms::media::{self, Place};
use cms::{Host, Result};
use platform::buckets::{BucketError, Fault};
use tokio::time::Instant;

/// The first pause after a bucket failed as a whole, and the longest: a bucket that is back is filled up soon.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// Clocks that are this many seconds apart are worth a word; at fifteen minutes stores refuse what is signed.
const APART: i64 = 60;

/// What is known of one bucket.
#[derive(Debug)]
pub struct Condition {
    place: Place,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// What it failed with last, how often in a row, and until when nothing is asked of it.
    fault: Option<(String, u32, Instant)>,
    /// What was told last; none before anything was.
    told: Option<Option<String>>,
}

impl Condition {
    /// Nothing is known against it.
    pub fn new(place: Place) -> Self {
        Self { place, known: Mutex::default() }
    }

    /// Whether it may be asked now.
    pub fn may_try(&self) -> bool {
        self.known().fault.as_ref().is_none_or(|(_, _, until)| *until <= Instant::now())
    }

    /// It did what it was asked to.
    pub fn is_good(&self) {
        self.known().fault = None;
    }

    /// It did not. Tells whether that is the bucket's doing rather than one file's.
    pub fn failed(&self, error: &BucketError) -> bool {
        let is_its_own = matches!(error, BucketError::Failed { fault, .. } if *fault != Fault::Other);
        if is_its_own {
            let mut known = self.known();
            // Those that were on their way together fail together: that is one time.
            let (times, until) = known.fault.as_ref().map_or((0, Instant::now()), |(_, times, until)| (*times, *until));
            let times = if until <= Instant::now() { times + 1 } else { times };
            known.fault = Some((error.in_words(), times, Instant::now() + pause_after(times)));
        }
        is_its_own
    }

    /// Tells of it where that is news: in the log, and in the database for whoever asks any other process.
    pub async fn tell(&self, host: &Host, clock_ahead: i64) -> Result<()> {
        let why = self.known().fault.as_ref().map(|(words, ..)| words.clone());
        let why = why.or_else(|| clocks(clock_ahead));
        if self.known().told.as_ref() == Some(&why) {
            return Ok(());
        }
        media::note_trouble(host, self.place, why.as_deref()).await?;
        match &why {
            Some(why) => tracing::warn!(place = self.place.name(), why, "a bucket is not in order"),
            None => tracing::info!(place = self.place.name(), "the bucket is in order"),
        }
        self.known().told = Some(why);
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn pause_after(times: u32) -> Duration {
    LONGEST_PAUSE.min(PAUSE * 2_u32.saturating_pow(times.min(10)))
}

/// What to say of two clocks. What is signed here goes by the bucket's clock meanwhile.
fn clocks(ahead: i64) -> Option<String> {
    if ahead.abs() < APART {
        return None;
    }
    let (minutes, side) = (ahead.abs() / 60, if ahead > 0 { "behind" } else { "ahead of" });
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    Some(format!("the clock of this machine is {minutes} {unit} {side} the bucket's: set it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(fault: Fault) -> BucketError {
        BucketError::Failed { fault, why: String::new() }
    }

    #[test]
    fn a_bucket_that_fails_is_left_alone_and_not_for_long() {
        let condition = Condition::new(Place::A);
        assert!(!condition.failed(&failed(Fault::Other)) && condition.may_try(), "one file's trouble is no bucket's");
        assert!(condition.failed(&failed(Fault::Silent)) && condition.failed(&failed(Fault::Silent)));
        assert!(!condition.may_try());
        let times = condition.known().fault.as_ref().map(|(_, times, _)| *times);
        assert_eq!(times, Some(1), "what was on its way together failed once");
        condition.is_good();
        assert!(condition.may_try());
        let pauses: Vec<u64> = (1..7).map(|times| pause_after(times).as_secs()).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 20, 20]);
    }

    #[test]
    fn clocks_that_are_apart_are_told_of() {
        assert_eq!(clocks(59), None);
        assert_eq!(clocks(-3_601).unwrap(), "the clock of this machine is 60 minutes ahead of the bucket's: set it");
        assert_eq!(clocks(61).unwrap(), "the clock of this machine is 1 minute behind the bucket's: set it");
    }
}
