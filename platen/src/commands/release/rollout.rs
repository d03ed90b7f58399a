//! `platen release rollout`.

use anyhow::{Context, bail};
use clap::Args;
use staging::releases::{Digest, Store};
use staging::rollout::{self, Settings, Strategy};
use staging::seal::TrustedKeys;
use url::Url;

use super::watch;
use crate::session::Session;

/// Rolls a release out to a group of hosts, batch by batch. A batch that does not do well brings the release before
/// back. The hosts' agents do it; this command may end or die, and they go on.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen release rollout 0a1b… --group=web --strategy=OneAtATime \
    --balancer-url=https://example.com/\n  platen release rollout 0a1b… --strategy=Canary10Percent --canary-seconds=300")]
pub struct Rollout {
    /// The release's digest
    #[arg(value_name = "DIGEST")]
    digest: Digest,
    /// The deployment group
    #[arg(long, default_value = "web")]
    group: String,
    /// AllAtOnce, HalfAtATime, OneAtATime, Canary10Percent, Linear25Percent, MinimumHealthy3 or BlueGreen
    #[arg(long, default_value = "OneAtATime")]
    strategy: Strategy,
    /// What visitors ask, through the balancer: asked after each batch, to find errors
    #[arg(long, value_name = "URL")]
    balancer_url: Option<Url>,
    /// Requests to the balancer, and to each new front, after each batch
    #[arg(long, value_name = "NUMBER", default_value_t = 500)]
    probes: u32,
    /// Of a thousand of them so many may fail
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0)]
    most_errors_per_thousand: f64,
    /// Seconds that each batch is looked at
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    bake_seconds: u64,
    /// Seconds that the first batch of a canary is looked at
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    canary_seconds: u64,
    /// Seconds of silence after which a host is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    silence_seconds: u64,
    /// Leave a failed rollout as it is
    #[arg(long)]
    no_rollback: bool,
    /// Begin it and end at once
    #[arg(long)]
    no_wait: bool,
    /// Where releases come from; the setting release_store if left out
    #[arg(long, value_name = "PLACE")]
    store: Option<String>,
    /// Take a release that nobody signed, to try things out
    #[arg(long)]
    unsigned: bool,
}

impl Rollout {
    /// Rolls it out.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let config = session.host.config();
        let store = self.store.clone().or_else(|| config.release_store.clone());
        let store = store.context("Say where releases are kept: the setting release_store, or --store.")?;
        let ticket = Store::open(&store)?.ticket(&self.digest).await?;
        if !(self.unsigned && ticket.seal.is_none()) {
            ticket.verify(&TrustedKeys::parse(&config.trusted_keys)?)?;
        }
        let settings = self.settings()?;
        let id = rollout::begin(&session.host, &self.group, &ticket, self.strategy, &settings).await?;
        session.voice.tell(&format!("Rollout {id}: {} to {}, {}.", self.digest.short(), self.group, self.strategy))?;
        if self.no_wait { Ok(()) } else { watch::follow(session, id).await }
    }

    fn settings(&self) -> anyhow::Result<Settings> {
        if !(0.0..=1_000.0).contains(&self.most_errors_per_thousand) {
            bail!("--most-errors-per-thousand is between 0 and 1000.");
        }
        Ok(Settings {
            bake_seconds: self.bake_seconds,
            canary_seconds: self.canary_seconds,
            balancer_url: self.balancer_url.clone(),
            probes: self.probes,
            most_errors_per_thousand: self.most_errors_per_thousand,
            silence_seconds: self.silence_seconds,
            rolls_back: !self.no_rollback,
        })
    }
}
