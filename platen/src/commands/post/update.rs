//! `platen post update`.

use clap::Args;
use cms::posts;

use super::edits::Edits;
use crate::failure::AlreadyTold;
use crate::session::Session;

/// Changes posts. What is not named stays.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post update 12 13 --post_status=publish")]
pub struct Update {
    /// The posts' numbers
    #[arg(value_name = "ID", required = true)]
    ids: Vec<i64>,
    #[command(flatten)]
    edits: Edits,
}

impl Update {
    /// Changes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let fields = self.edits.fields(&site, &actor).await?;
        let mut failed = false;
        for id in self.ids {
            match posts::update(&site, &actor, id, fields.clone()).await {
                Ok(_) => session.voice.success(&format!("Updated post {id}."))?,
                Err(error) => {
                    session.voice.warning(&format!("Post {id}: {error}"));
                    failed = true;
                }
            }
        }
        if failed { Err(AlreadyTold.into()) } else { Ok(()) }
    }
}
