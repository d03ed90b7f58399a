//! `platen mail …`.

mod breaker;
mod check;
mod list;
mod status;
mod suppression;

use clap::Subcommand;

use crate::session::Session;

/// Commands about letters.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Lists what waits, what left and what did not
    List(list::List),
    /// Tells how fast letters leave, and how many came back
    Status(status::Status),
    /// Checks the records of the domain that a site's letters come from
    Check(check::Check),
    /// Shows and changes to whom a site sends nothing
    #[command(subcommand)]
    Suppression(suppression::SuppressionCommand),
    /// Closes the breaker that holds a site's letters back
    #[command(subcommand)]
    Breaker(breaker::BreakerCommand),
}

impl MailCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::List(command) => command.run(session).await,
            Self::Status(command) => command.run(session).await,
            Self::Check(command) => command.run(session).await,
            Self::Suppression(command) => command.run(session).await,
            Self::Breaker(command) => command.run(session).await,
        }
    }
}
