//! `platen comment get`.

use anyhow::Context;
use clap::Args;
use cms::comments;

use super::record;
use crate::output::OneThing;
use crate::session::Session;

/// Prints one comment.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen comment get 21 --field=comment_content")]
pub struct Get {
    /// The comment's number
    #[arg(value_name = "ID")]
    id: i64,
    #[command(flatten)]
    thing: OneThing,
}

impl Get {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let comment = comments::by_id(&session.site().await?, self.id).await?;
        self.thing.print(record::of(&comment.context("Invalid comment ID.")?))
    }
}
