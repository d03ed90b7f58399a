//! `platen staging …`.

mod approve;
mod check;
mod decide;
mod log;
mod plan;
mod promote;
mod rollback;
mod selection;
mod status;

use clap::Subcommand;

use crate::session::Session;

/// Commands that bring what was edited in an environment to production.
#[derive(Debug, Subcommand)]
pub enum StagingCommand {
    /// Approves of a plan, as the second person
    Approve(approve::Approve),
    /// Runs the gates over a plan and seals what was tested
    Check(check::Check),
    /// Settles a conflict
    Decide(decide::Decide),
    /// Makes a key that seals, or prints its public half
    Key(super::release::Key),
    /// Lists the promotions
    Log(log::Log),
    /// Shows what a promotion would do
    Plan(plan::MakePlan),
    /// Brings a plan to production
    Promote(promote::Promote),
    /// Takes a promotion back
    Rollback(rollback::Rollback),
    /// Ends what was cut off, and tells how
    Status(status::Status),
}

impl StagingCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        session.host.migrate().await?;
        match self {
            Self::Approve(command) => command.run(session).await,
            Self::Check(command) => command.run(session).await,
            Self::Key(command) => command.run(session.voice),
            Self::Decide(command) => command.run(session).await,
            Self::Log(command) => command.run(session).await,
            Self::Plan(command) => command.run(session).await,
            Self::Promote(command) => command.run(session).await,
            Self::Rollback(command) => command.run(session).await,
            Self::Status(command) => command.run(session).await,
        }
    }
}
