//! How a rollout looks at its hosts.

use serde::{Deserialize, Serialize};
use url::Url;

/// What is looked at, and for how long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Seconds that each batch is looked at after its hosts are done.
    pub bake_seconds: u64,
    /// Seconds that the first batch of a canary is looked at.
    pub canary_seconds: u64,
    /// What the visitors ask, through the balancer.
    pub balancer_url: Option<Url>,
    /// Requests that each batch must answer while it is looked at: to the balancer, and to each of its fronts.
    pub probes: u32,
    /// Of a thousand probes so many may fail.
    pub most_errors_per_thousand: f64,
    /// Seconds of silence after which a host is given up.
    pub silence_seconds: u64,
    /// Whether a failure brings the release before back.
    pub rolls_back: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bake_seconds: 10,
            canary_seconds: 300,
            balancer_url: None,
            probes: 500,
            most_errors_per_thousand: 1.0,
            silence_seconds: 120,
            rolls_back: true,
        }
    }
}
