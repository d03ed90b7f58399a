//! `platen release status`.

use anyhow::bail;
use clap::Args;
use staging::rollout;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Tells how rollouts went, the newest first; of one rollout, what each host did and why.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen release status\n  platen release status 12 --format=json")]
pub struct Status {
    /// One rollout, by its number
    #[arg(value_name = "ROLLOUT")]
    rollout: Option<i64>,
    /// Only this group
    #[arg(long)]
    group: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

impl Status {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self.rollout {
            Some(id) => self.of_hosts(session, id).await,
            None => self.of_rollouts(session).await,
        }
    }

    async fn of_rollouts(&self, session: &Session) -> anyhow::Result<()> {
        let record = |rollout: rollout::RolloutRow| {
            Record::new()
                .with("rollout", rollout.id)
                .with("group", rollout.deployment_group)
                .with("release", rollout.release)
                .with("strategy", rollout.strategy)
                .with("state", rollout.state)
                .with("undoes", rollout.undoes)
                .with("batch", rollout.batch)
                .with("probes", rollout.probes)
                .with("errors", rollout.errors)
                .with("created", rollout.created.format("%Y-%m-%d %H:%M:%S").to_string())
                .with("reason", rollout.reason)
        };
        let rollouts = rollout::rollouts(&session.host, self.group.as_deref(), 50).await?;
        let records = rollouts.into_iter().map(record).collect();
        self.listing.print(records, "rollout,group,release,strategy,state,undoes,reason")
    }

    async fn of_hosts(&self, session: &Session, id: i64) -> anyhow::Result<()> {
        if rollout::rollout(&session.host, id).await?.is_none() {
            bail!("There is no rollout {id}.");
        }
        let record = |host: rollout::HostRow| {
            Record::new()
                .with("host", host.agent)
                .with("phase", host.phase)
                .with("batch", host.batch)
                .with("state", host.state)
                .with("event", host.event)
                .with("reason", host.reason)
        };
        let hosts = rollout::hosts(&session.host, id).await?;
        self.listing.print(hosts.into_iter().map(record).collect(), "host,phase,batch,state,event,reason")
    }
}
