//! `platen user …`.

mod application_password;
mod create;
mod delete;
mod get;
mod list;
mod meta;
mod record;
mod second_factor;
mod session;
mod set_role;
mod update;

use clap::Subcommand;

use crate::session::Session;

/// Commands about people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Manages passwords for programs
    #[command(subcommand)]
    ApplicationPassword(application_password::ApplicationPasswordCommand),
    /// Makes an account
    Create(create::Create),
    /// Takes people off the site
    Delete(delete::Delete),
    /// Prints one account
    Get(get::Get),
    /// Lists the people of a site
    List(list::List),
    /// Reads and changes what is attached to accounts
    #[command(subcommand)]
    Meta(meta::MetaCommand),
    /// Tells of second factors, and takes lost ones away
    #[command(subcommand)]
    SecondFactor(second_factor::SecondFactorCommand),
    /// Lists and ends the sessions of signed-in browsers
    #[command(subcommand)]
    Session(session::SessionCommand),
    /// Gives somebody a role on a site
    SetRole(set_role::SetRole),
    /// Changes accounts
    Update(update::Update),
}

impl UserCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::ApplicationPassword(command) => command.run(session).await,
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Get(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Meta(command) => command.run(session).await,
            Self::SecondFactor(command) => command.run(session).await,
            Self::Session(command) => command.run(session).await,
            Self::SetRole(command) => command.run(session).await,
            Self::Update(command) => command.run(session).await,
        }
    }
}
