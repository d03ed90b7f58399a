//! The only source of the time. Tests set it; nothing else reads the system's clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeZone, Utc};

/// Tells the time: the system's, or one that a test sets by hand.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed_millis: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still at `at` until [`Clock::set`] moves it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self { fixed_millis: Some(Arc::new(AtomicI64::new(at.timestamp_millis()))) }
    }

    /// Whether a test sets this clock by hand.
    pub fn is_fixed(&self) -> bool {
        self.fixed_millis.is_some()
    }

    /// Moves a fixed clock; the system's clock is left as it is.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Some(millis) = &self.fixed_millis {
            millis.store(at.timestamp_millis(), Ordering::SeqCst);
        }
    }

    /// Now, in UTC.
    #[allow(clippy::disallowed_methods)] // this is the one place
    pub fn now(&self) -> DateTime<Utc> {
        match &self.fixed_millis {
            Some(millis) => {
                Utc.timestamp_millis_opt(millis.load(Ordering::SeqCst)).single().unwrap_or(DateTime::UNIX_EPOCH)
            }
            None => Utc::now(),
        }
    }
}
