//! Counters and histograms in Prometheus's text format.

use prometheus::{Encoder, Registry, TextEncoder};

/// The process's registry. Whoever counts something registers it here once and keeps the handle.
#[derive(Clone, Debug, Default)]
pub struct Metrics {
    registry: Registry,
}

impl Metrics {
    /// A counter by labels. Registered twice under one name, the second registration is refused with a log line
    /// and counts for itself only.
    pub fn counter(&self, name: &str, help: &str, labels: &[&str]) -> prometheus::IntCounterVec {
        let counter = prometheus::IntCounterVec::new(prometheus::Opts::new(name, help), labels)
            .expect("metric names are constants of the program");
        self.register(name, Box::new(counter.clone()));
        counter
    }

    /// A value that goes up and down.
    pub fn gauge(&self, name: &str, help: &str, labels: &[&str]) -> prometheus::IntGaugeVec {
        let gauge = prometheus::IntGaugeVec::new(prometheus::Opts::new(name, help), labels)
            .expect("metric names are constants of the program");
        self.register(name, Box::new(gauge.clone()));
        gauge
    }

    /// A histogram of seconds.
    pub fn histogram(&self, name: &str, help: &str, labels: &[&str]) -> prometheus::HistogramVec {
        let buckets = vec![0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
        let options = prometheus::HistogramOpts::new(name, help).buckets(buckets);
        let histogram =
            prometheus::HistogramVec::new(options, labels).expect("metric names are constants of the program");
        self.register(name, Box::new(histogram.clone()));
        histogram
    }

    fn register(&self, name: &str, collector: Box<dyn prometheus::core::Collector>) {
        if let Err(error) = self.registry.register(collector) {
            tracing::warn!(metric = name, %error, "metric not registered");
        }
    }

    /// All values, as `/metrics` shows them.
    pub fn text(&self) -> String {
        let mut buffer = Vec::new();
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut buffer) {
            tracing::warn!(%error, "metrics could not be written");
        }
        String::from_utf8_lossy(&buffer).into_owned()
    }
}
