//! `platen comment delete`.

use clap::Args;
use cms::comments::{self, Status};
use cms::{Actor, Site};

use super::moderate::each;
use crate::session::Session;

/// Puts comments into the trash; what is there already is deleted, and all with --force.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen comment delete 21 22 --force")]
pub struct Delete {
    /// The comments' numbers
    #[arg(value_name = "ID", required = true)]
    ids: Vec<i64>,
    /// Delete for good
    #[arg(long)]
    force: bool,
}

impl Delete {
    /// Deletes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let force = self.force;
        each(session, &self.ids, async |site: &Site, actor: &Actor, id| {
            let comment = comments::by_id(site, id).await?;
            let is_put_away = comment.is_some_and(|comment| matches!(comment.status.as_str(), "trash" | "spam"));
            if force || is_put_away {
                comments::delete(site, actor, id).await?;
                return Ok(format!("Deleted comment {id}."));
            }
            comments::set_status(site, actor, id, Status::Trash).await?;
            Ok(format!("Trashed comment {id}."))
        })
        .await
    }
}
