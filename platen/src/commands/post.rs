//! `platen post …`.

mod create;
mod delete;
mod edits;
mod get;
mod list;
mod meta;
mod record;
mod update;

use clap::Subcommand;

use crate::session::Session;

/// Commands about posts of every type.
#[derive(Debug, Subcommand)]
pub enum PostCommand {
    /// Makes a post
    Create(create::Create),
    /// Puts posts into the trash, or deletes them
    Delete(delete::Delete),
    /// Prints one post
    Get(get::Get),
    /// Lists posts
    List(list::List),
    /// Reads and changes values attached to posts
    #[command(subcommand)]
    Meta(meta::MetaCommand),
    /// Changes posts
    Update(update::Update),
}

impl PostCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Create(command) => command.run(session).await,
            Self::Delete(command) => command.run(session).await,
            Self::Get(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Meta(command) => command.run(session).await,
            Self::Update(command) => command.run(session).await,
        }
    }
}
