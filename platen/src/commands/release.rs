//! `platen release …`.

mod agents;
mod build;
mod check;
mod contents;
mod frame;
mod key;
mod list;
mod ready;
mod rollback;
mod rollout;
mod status;
mod watch;

use clap::Subcommand;

pub use key::Key;

use crate::command_line::GlobalOptions;
use crate::session::Session;

/// Commands about releases.
#[derive(Debug, Subcommand)]
pub enum ReleaseCommand {
    /// Builds a release, named by its digest
    Build(build::Build),
    /// Reads a bundle as the agent would, and says what is wrong with it
    Check(check::Check),
    /// Makes a key that signs releases, or prints its public half
    Key(key::Key),
    /// Lists the releases that were rolled out
    List(list::List),
    /// Rolls a release out to a group of hosts
    Rollout(Box<rollout::Rollout>),
    /// Brings the release before back
    Rollback(rollback::Rollback),
    /// Tells how rollouts went
    Status(status::Status),
    /// Lists the hosts and what is installed on them
    Agents(agents::Agents),
    /// Waits until a front says that it is ready
    Ready(ready::Ready),
    /// Writes what this program brings to a release; `build` calls it
    #[command(hide = true)]
    Contents(contents::Contents),
}

impl ReleaseCommand {
    /// Does it.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        match self {
            Self::Build(command) => command.run(global).await,
            Self::Check(command) => command.run(global),
            Self::Ready(command) => command.run(global).await,
            Self::Key(command) => command.run(global.voice()),
            Self::Contents(command) => command.run().await,
            Self::List(command) => command.run(&Session::open(global).await?).await,
            Self::Rollout(command) => command.run(&Session::open(global).await?).await,
            Self::Rollback(command) => command.run(&Session::open(global).await?).await,
            Self::Status(command) => command.run(&Session::open(global).await?).await,
            Self::Agents(command) => command.run(&Session::open(global).await?).await,
        }
    }
}
