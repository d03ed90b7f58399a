//! Whether a batch does well: its fronts are ready, and neither they nor the balancer answer visitors with errors.

use std::time::Duration;

use futures::StreamExt;
use platform::http::HttpClient;
use url::Url;

use super::Settings;
use super::agents::AgentRow;
use crate::{Fault, Result};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Probes under way at once.
const AT_ONCE: usize = 4;
/// Probes of one look: a look stays far below the lease of whoever drives.
const OF_ONE_LOOK: u32 = 250;

/// What one look found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub probes: u32,
    pub errors: u32,
}

/// Whether the front says that visitors may be sent to it.
pub async fn is_ready(front: &Url) -> bool {
    answers(front, "/readyz").await
}

/// Whether it says that it could serve them, while the balancer still keeps them away.
pub async fn is_ready_before_traffic(front: &Url) -> bool {
    answers(front, "/readyz?before_traffic").await
}

async fn answers(front: &Url, path: &str) -> bool {
    let Ok(client) = HttpClient::of_own_fronts() else { return false };
    let Ok(url) = front.join(path) else { return false };
    matches!(client.probe(&url, None, PATIENCE).await, Ok(200))
}

/// The first of these hosts whose front is not ready.
pub(super) async fn first_unready(hosts: &[&AgentRow]) -> Option<String> {
    for host in hosts {
        if let Ok(front) = Url::parse(&host.front_url)
            && !is_ready(&front).await
        {
            return Some(host.name.clone());
        }
    }
    None
}

/// Asks the balancer, and the fronts of these hosts under the site's name, for the page that the visitors ask for.
/// Without a balancer's address there is nothing to ask.
pub(super) async fn look(settings: &Settings, hosts: &[&AgentRow]) -> Result<Look> {
    let Some(balancer) = &settings.balancer_url else { return Ok(Look::default()) };
    let client = HttpClient::of_own_fronts().map_err(|error| Fault::refused(error.to_string()))?;
    let name = name_of(balancer);
    let mut targets = vec![(balancer.clone(), None)];
    for mut front in hosts.iter().filter_map(|host| Url::parse(&host.front_url).ok()) {
        front.set_path(balancer.path());
        targets.push((front, name.clone()));
    }
    let probes = (0..OF_ONE_LOOK).map(|number| {
        let (url, name) = targets[number as usize % targets.len()].clone();
        let client = client.clone();
        async move { !matches!(client.probe(&url, name.as_deref(), PATIENCE).await, Ok(status) if status < 500) }
    });
    let failed: Vec<bool> = futures::stream::iter(probes).buffer_unordered(AT_ONCE).collect().await;
    let errors = failed.iter().filter(|failed| **failed).count();
    Ok(Look { probes: OF_ONE_LOOK, errors: u32::try_from(errors).unwrap_or(u32::MAX) })
}

/// What visitors send as `Host`.
pub(crate) fn name_of(url: &Url) -> Option<String> {
    url.host_str().map(|host| match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

/// So many probes a batch must answer: its share for the balancer and for each front.
pub(super) fn wanted(settings: &Settings, hosts: usize) -> i64 {
    let targets = 1 + i64::try_from(hosts).unwrap_or_default();
    if settings.balancer_url.is_some() { i64::from(settings.probes) * targets } else { 0 }
}

/// Whether so many errors are too many, however many good answers may still come.
pub(super) fn too_many(settings: &Settings, errors: i64, probes: i64, wanted: i64) -> bool {
    let of = probes.max(wanted).max(1);
    errors as f64 * 1_000.0 / of as f64 > settings.most_errors_per_thousand
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_in_a_hundred_is_too_many_and_one_in_two_thousand_is_not() {
        let settings = Settings::default();
        assert!(too_many(&settings, 10, 1_000, 1_000));
        assert!(!too_many(&settings, 1, 2_000, 1_000));
        assert!(!too_many(&settings, 0, 0, 0));
        assert!(too_many(&settings, 2, 5, 1_000), "it need not wait for the rest");
    }
}
