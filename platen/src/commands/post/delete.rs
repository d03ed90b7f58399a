//! `platen post delete`.

use clap::Args;
use cms::{Actor, Site, posts};

use crate::failure::AlreadyTold;
use crate::session::Session;

/// Puts posts into the trash; what is there already, or has no trash, is deleted with --force.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post delete 12 13 --force")]
pub struct Delete {
    /// The posts' numbers
    #[arg(value_name = "ID", required = true)]
    ids: Vec<i64>,
    /// Delete for good
    #[arg(long)]
    force: bool,
}

impl Delete {
    /// Deletes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut failed = false;
        for id in &self.ids {
            match self.one(&site, &actor, *id).await {
                Ok(done) => session.voice.success(&format!("{done} post {id}."))?,
                Err(error) => {
                    session.voice.warning(&format!("Failed deleting post {id}: {error}"));
                    failed = true;
                }
            }
        }
        if failed { Err(AlreadyTold.into()) } else { Ok(()) }
    }

    async fn one(&self, site: &Site, actor: &Actor, id: i64) -> cms::Result<&'static str> {
        if self.force {
            posts::delete(site, actor, id).await?;
            return Ok("Deleted");
        }
        posts::trash(site, actor, id).await?;
        Ok("Trashed")
    }
}
