//! How far the clock of the other side is from the one here. Requests are signed with a time, and a store refuses one that is
//! a quarter of an hour wrong: the SDK signs by the other side's clock from its first answer on, and this one tells.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use aws_sdk_s3::config::interceptors::BeforeDeserializationInterceptorContextRef;
use aws_sdk_s3::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_s3::error::BoxError;
use aws_sdk_s3::primitives::{DateTime, DateTimeFormat};

/// What stands there before the first answer.
const UNKNOWN: i64 = i64::MIN;

/// What every answer says of the time.
#[derive(Clone, Debug)]
pub(super) struct ClockThere(Arc<AtomicI64>);

impl Default for ClockThere {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(UNKNOWN)))
    }
}

impl ClockThere {
    /// By how many seconds it goes before the clock here, negative if it goes after it; none before the first answer.
    pub(super) fn ahead(&self) -> Option<i64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|seconds| *seconds != UNKNOWN)
    }

    /// What it shows when the clock here shows `here`.
    pub(super) fn from(&self, here: SystemTime) -> SystemTime {
        let ahead = self.ahead().unwrap_or_default();
        let by = Duration::from_secs(ahead.unsigned_abs());
        let there = if ahead < 0 { here.checked_sub(by) } else { here.checked_add(by) };
        there.unwrap_or(here)
    }
}

impl Intercept for ClockThere {
    fn name(&self) -> &'static str {
        "ClockThere"
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        parts: &RuntimeComponents,
        _settings: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let date = context.response().headers().get("date");
        let there = date.and_then(|date| DateTime::from_str(date, DateTimeFormat::HttpDate).ok());
        if let (Some(there), Some(source)) = (there, parts.time_source()) {
            self.0.store(there.secs() - DateTime::from(source.now()).secs(), Ordering::Relaxed);
        }
        Ok(())
    }
}
