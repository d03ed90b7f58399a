//! How a runner works, from the settings.

use std::time::Duration;

use platform::Config;

/// How a runner works.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Events that run at once.
    pub slots: usize,
    /// Slots that one site may hold.
    pub slots_per_site: usize,
    /// How often it looks for due events when nothing wakes it.
    pub poll: Duration,
    /// How often it says that it lives.
    pub heartbeat: Duration,
    /// After how long a silence a runner is taken for dead.
    pub lease: Duration,
    /// How often it looks for dead ones.
    pub sweep: Duration,
    /// How long runs may go on after it was asked to stop.
    pub grace: Duration,
    /// Whether PostgreSQL's notifications wake it.
    pub listens: bool,
}

impl Pace {
    /// As the settings say.
    pub fn of(config: &Config) -> Self {
        let slots = config.cron_slots.max(1);
        Self {
            slots,
            slots_per_site: (slots * config.cron_site_share.min(100) / 100).max(1),
            poll: Duration::from_millis(config.cron_poll_milliseconds.max(10)),
            heartbeat: Duration::from_millis(config.cron_heartbeat_milliseconds.max(50)),
            lease: Duration::from_millis(config.cron_lease_milliseconds.max(100)),
            sweep: Duration::from_millis(config.cron_sweep_milliseconds.max(50)),
            grace: Duration::from_secs(config.shutdown_seconds),
            listens: config.cron_notify.is_on(),
        }
    }
}
