//! The commands that show comments, hold them back and put them away: `platen comment approve` and its kin.

use clap::Args;
use cms::comments::{self, Status};
use cms::{Actor, Site};

use crate::failure::AlreadyTold;
use crate::session::Session;

/// Which comments.
#[derive(Args, Debug)]
struct Comments {
    /// The comments' numbers
    #[arg(value_name = "ID", required = true)]
    ids: Vec<i64>,
}

/// One command: its name, what it does, the example, the new status (none takes the former one back), what it says.
macro_rules! moderations {
    ($($(#[$about:meta])* $name:ident: $example:literal, $status:expr, $told:literal;)+) => {$(
        $(#[$about])*
        #[derive(Args, Debug)]
        #[command(after_help = concat!("Example:\n  platen comment ", $example))]
        pub struct $name {
            #[command(flatten)]
            comments: Comments,
        }

        impl $name {
            /// Does it.
            pub async fn run(self, session: &Session) -> anyhow::Result<()> {
                each(session, &self.comments.ids, async |site: &Site, actor: &Actor, id| {
                    change(site, actor, id, $status).await?;
                    Ok(format!($told, id))
                })
                .await
            }
        }
    )+};
}

moderations! {
    /// Shows comments that waited.
    Approve: "approve 21 22", Some(Status::Approved), "Approved comment {}.";
    /// Holds comments back.
    Unapprove: "unapprove 21", Some(Status::Hold), "Unapproved comment {}.";
    /// Marks comments as unwanted.
    Spam: "spam 21", Some(Status::Spam), "Marked comment {} as spam.";
    /// Takes comments out of spam, back to what they were before.
    Unspam: "unspam 21", None, "Unspammed comment {}.";
    /// Puts comments into the trash.
    Trash: "trash 21", Some(Status::Trash), "Trashed comment {}.";
    /// Takes comments out of the trash, back to what they were before.
    Untrash: "untrash 21", None, "Untrashed comment {}.";
}

async fn change(site: &Site, actor: &Actor, id: i64, status: Option<Status>) -> cms::Result<()> {
    match status {
        Some(status) => comments::set_status(site, actor, id, status).await?,
        None => comments::restore(site, actor, id).await?,
    };
    Ok(())
}

/// Does the same with each comment, tells of each, and ends with exit code 1 when one could not be done.
pub async fn each<F>(session: &Session, ids: &[i64], one: F) -> anyhow::Result<()>
where
    F: AsyncFn(&Site, &Actor, i64) -> cms::Result<String>,
{
    let (site, actor) = session.site_and_actor().await?;
    let mut failed = false;
    for id in ids {
        match one(&site, &actor, *id).await {
            Ok(told) => session.voice.success(&told)?,
            Err(error) => {
                session.voice.warning(&format!("Comment {id}: {error}"));
                failed = true;
            }
        }
    }
    if failed { Err(AlreadyTold.into()) } else { Ok(()) }
}
