//! How long a bucket may take: one that is slow, or answers nothing, holds up its own copies and nothing else.

use std::time::Duration;

use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{Builder, StalledStreamProtectionConfig};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(4);
/// How long an answer may take, besides what the content takes.
const ANSWER: Duration = Duration::from_secs(10);
/// How long nothing may move in the middle of a content.
const STALL: Duration = Duration::from_secs(8);
/// What a line must carry at least, in bytes a second.
const SLOWEST: u64 = 64 << 10;
/// How long it may take to put together what came in parts: some stores copy it.
pub(super) const PUT_TOGETHER: Duration = Duration::from_secs(180);

/// How long so much content may take, with its answer.
pub fn time_for(bytes: u64) -> Duration {
    ANSWER + Duration::from_secs(bytes / SLOWEST)
}

/// What holds where nothing else is said.
pub(super) fn usual() -> TimeoutConfig {
    within(ANSWER)
}

/// What holds for one request that may take so long. An answer that says no is tried again within twice the time.
pub(super) fn taking(time: Duration) -> Builder {
    Builder::default().timeout_config(within(time))
}

fn within(time: Duration) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(time)
        .operation_timeout(time * 2)
        .build()
}

/// Content that stands still, on its way here or there, is given up.
pub(super) fn stalls() -> StalledStreamProtectionConfig {
    StalledStreamProtectionConfig::enabled().upload_enabled(true).grace_period(STALL).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_may_take_longer() {
        assert_eq!(time_for(200_000), Duration::from_secs(13));
        assert_eq!(time_for(16 << 20), Duration::from_secs(266));
    }
}
