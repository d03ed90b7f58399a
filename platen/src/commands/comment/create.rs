//! `platen comment create`.

use clap::Args;
use cms::comments::{self, NewComment, Status};

use crate::session::Session;
use crate::voice;

/// Makes a comment, shown at once unless --comment_approved says otherwise.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen comment create --comment_post_ID=12 --comment_author=Ann \\
    --comment_author_email=ann@example.com --comment_content=\"Well said.\" --porcelain")]
pub struct Create {
    /// The post's number
    #[arg(long = "comment_post_ID", value_name = "ID")]
    post_id: i64,
    /// Text
    #[arg(long = "comment_content", value_name = "TEXT")]
    content: String,
    /// Name
    #[arg(long = "comment_author", value_name = "NAME", default_value = "")]
    author: String,
    /// Mail address
    #[arg(long = "comment_author_email", value_name = "EMAIL", default_value = "")]
    email: String,
    /// Website
    #[arg(long = "comment_author_url", value_name = "ADDRESS", default_value = "")]
    website: String,
    /// The comment that it answers
    #[arg(long = "comment_parent", value_name = "ID", default_value_t = 0)]
    parent: i64,
    /// 1 to show it, 0 to hold it back, or spam
    #[arg(long = "comment_approved", value_name = "STATUS", default_value = "1")]
    approved: Status,
    /// Print only the new comment's number
    #[arg(long)]
    porcelain: bool,
}

impl Create {
    /// Makes it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let new = NewComment {
            post_id: self.post_id,
            parent_id: self.parent,
            author_name: self.author,
            author_email: self.email,
            author_url: self.website,
            content: self.content,
            user_agent: concat!("platen/", env!("CARGO_PKG_VERSION")).to_owned(),
            ..NewComment::default()
        };
        let comment = comments::submit(&site, &actor, new).await?;
        comments::set_status(&site, &actor, comment.id, self.approved).await?;
        if self.porcelain {
            return voice::print(&format!("{}\n", comment.id));
        }
        session.voice.success(&format!("Created comment {}.", comment.id))
    }
}
