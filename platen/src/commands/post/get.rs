//! `platen post get`.

use anyhow::bail;
use clap::Args;
use cms::{permalinks, posts};

use super::record;
use crate::output::OneThing;
use crate::session::Session;

/// Prints one post.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen post get 12 --field=post_content > day-out.html")]
pub struct Get {
    /// The post's number
    #[arg(value_name = "ID")]
    id: i64,
    #[command(flatten)]
    thing: OneThing,
}

impl Get {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let post = posts::by_id(&site, self.id).await?;
        let Some(post) = post.filter(|post| posts::permissions::may_read(&actor, post)) else {
            bail!("Could not find the post with ID {}.", self.id);
        };
        let address = permalinks::of_post(&site, &post).await?;
        self.thing.print(record::of(&post, &address))
    }
}
