//! `platen release agents`.

use anyhow::bail;
use clap::Args;
use staging::rollout;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the hosts, what is installed on each, and when its agent was last seen.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen release agents --group=web")]
pub struct Agents {
    /// Only this group
    #[arg(long)]
    group: Option<String>,
    /// Strike this host out: it is no more
    #[arg(long, value_name = "HOST", conflicts_with = "group")]
    forget: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

impl Agents {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        if let Some(name) = &self.forget {
            return match rollout::forget(&session.host, name).await? {
                true => session.voice.success(&format!("{name} is forgotten.")),
                false => bail!("There is no host {name}."),
            };
        }
        let record = |agent: rollout::AgentRow| {
            Record::new()
                .with("name", agent.name)
                .with("group", agent.deployment_group)
                .with("serving", agent.serving)
                .with("release", agent.release)
                .with("last_good", agent.last_good)
                .with("front_url", agent.front_url)
                .with("version", agent.version)
                .with("seen", agent.seen.format("%Y-%m-%d %H:%M:%S").to_string())
        };
        let agents = rollout::agents(&session.host, self.group.as_deref()).await?;
        self.listing.print(agents.into_iter().map(record).collect(), "name,group,serving,release,seen")
    }
}
