//! `platen agent`.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use platform::Config;
use staging::agent::{Agent, Place, work};
use staging::releases::Store;
use staging::seal::TrustedKeys;
use url::Url;

use crate::command_line::GlobalOptions;
use crate::instance;

/// Installs releases on this host: fetches what the database says, verifies it, and runs its AppSpec's hooks. For hosts
/// without AWS CodeDeploy and without Kubernetes. SIGTERM ends it when a deployment in progress is finished.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen agent --name=web-1 --group=web --root=/opt/platen \
    --front-url=http://10.0.0.11:8080")]
pub struct RunAgent {
    /// This host's name among the others
    #[arg(long)]
    name: String,
    /// The deployment group: hosts that have the same release
    #[arg(long, default_value = "web")]
    group: String,
    /// APPLICATION_NAME of the scripts
    #[arg(long, default_value = "platen")]
    application: String,
    /// Where releases, logs and the journal stand
    #[arg(long, value_name = "DIR", default_value = "/opt/platen")]
    root: PathBuf,
    /// What stands before every destination of an AppSpec
    #[arg(long, value_name = "DIR", default_value = "/")]
    destination_root: PathBuf,
    /// Where releases come from: a folder or s3://…; the setting release_store if left out
    #[arg(long, value_name = "PLACE")]
    store: Option<String>,
    /// Take releases that nobody signed, to try things out
    #[arg(long)]
    unsigned: bool,
    /// The front on this host, as the other agents reach it
    #[arg(long, value_name = "URL")]
    front_url: Option<Url>,
    /// This host serves nobody yet: the idle half of blue/green
    #[arg(long)]
    idle: bool,
    /// Makes the balancer let go of this host, by sh -c
    #[arg(long, value_name = "COMMAND")]
    block_traffic: Option<String>,
    /// Makes the balancer send visitors to this host, by sh -c
    #[arg(long, value_name = "COMMAND")]
    allow_traffic: Option<String>,
    /// Seconds that the balancer is given to notice that /readyz says no
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0)]
    drain: f64,
    /// Milliseconds between two looks into the database
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1_000)]
    poll: u64,
}

impl RunAgent {
    /// Works until it is asked to stop.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let config = instance::configuration(global, None)?;
        let agent = self.agent(&config)?;
        let host = instance::open(config).await?;
        tracing::info!(agent = agent.name, group = agent.group, root = %agent.place.root().display(), "the agent works");
        Ok(work(&host, &agent, instance::asked_to_stop()).await?)
    }

    fn agent(self, config: &Config) -> anyhow::Result<Agent> {
        let trusted = TrustedKeys::parse(&config.trusted_keys)?;
        if trusted.is_empty() && !self.unsigned {
            bail!("No key is trusted: set trusted_keys to the public key that signs releases, or say --unsigned.");
        }
        let store = self.store.or_else(|| config.release_store.clone());
        let store = store.context("Say where releases are kept: the setting release_store, or --store.")?;
        Ok(Agent {
            name: self.name,
            group: self.group,
            application: self.application,
            place: Place::open(&self.root)?,
            destination_root: self.destination_root,
            store: Store::open(&store)?,
            trusted,
            takes_unsigned: self.unsigned,
            front_url: self.front_url,
            begins_serving: !self.idle,
            block_traffic: self.block_traffic,
            allow_traffic: self.allow_traffic,
            drain: Duration::try_from_secs_f64(self.drain).context("--drain is no number of seconds")?,
            poll: Duration::from_millis(self.poll.max(50)),
        })
    }
}
