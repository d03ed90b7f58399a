//! `platen comment …`.

mod create;
mod delete;
mod get;
mod list;
mod moderate;
mod record;

use clap::Subcommand;

use crate::session::Session;

/// Commands about comments.
#[derive(Debug, Subcommand)]
pub enum CommentCommand {
    /// Shows comments that waited
    Approve(moderate::Approve),
    /// Makes a comment
    Create(create::Create),
    /// Puts comments into the trash, or deletes them
    Delete(delete::Delete),
    /// Prints one comment
    Get(get::Get),
    /// Lists comments
    List(list::List),
    /// Marks comments as unwanted
    Spam(moderate::Spam),
    /// Puts comments into the trash
    Trash(moderate::Trash),
    /// Holds comments back
    Unapprove(moderate::Unapprove),
    /// Takes comments out of spam
    Unspam(moderate::Unspam),
    /// Takes comments out of the trash
    Untrash(moderate::Untrash),
}

impl CommentCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Approve(command) => command.run(session).await,
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Get(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Spam(command) => command.run(session).await,
            Self::Trash(command) => command.run(session).await,
            Self::Unapprove(command) => command.run(session).await,
            Self::Unspam(command) => command.run(session).await,
            Self::Untrash(command) => command.run(session).await,
        }
    }
}
