//! `platen comment list`.

use clap::Args;
use cms::comments::{self, CommentQuery};
use cms::users::Capability;

use super::record;
use crate::output::Listing;
use crate::session::Session;

/// Lists comments, newest first: all but spam and trash, unless --status says otherwise.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen comment approve $(platen comment list --status=hold --format=ids)")]
pub struct List {
    /// approve, hold, spam, trash or all
    #[arg(long, default_value = "all")]
    status: String,
    /// Only comments of this post
    #[arg(long = "post_id", value_name = "ID")]
    post_id: Option<i64>,
    /// At most this many
    #[arg(long, value_name = "NUMBER")]
    number: Option<u64>,
    /// Leave out this many at the beginning
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    offset: u64,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        actor.require(Capability::ModerateComments)?;
        let query = CommentQuery {
            posts: self.post_id.into_iter().collect(),
            status: self.status,
            comment_type: String::new(),
            limit: self.number.unwrap_or(i64::MAX as u64),
            offset: self.offset,
            ..CommentQuery::default()
        };
        let (found, _) = comments::list(&site, &query).await?;
        let records = found.iter().map(record::of).collect();
        self.listing.print(
            records,
            "comment_ID,comment_post_ID,comment_date,comment_approved,comment_author,comment_author_email",
        )
    }
}
