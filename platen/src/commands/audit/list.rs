//! `platen audit list`.

use clap::Args;
use cms::audit::{self, AuditQuery};

use crate::output::{Listing, Record};
use crate::session::Session;

/// Tells who did what on a site, the newest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen audit list --by=ann --object-type=post --fields=date,action,object_id")]
pub struct List {
    /// Only what this person did: number, login or mail address
    #[arg(long = "by", value_name = "USER")]
    by: Option<String>,
    /// Only this action
    #[arg(long)]
    action: Option<String>,
    /// Only what was done to this kind of thing
    #[arg(long = "object-type", value_name = "TYPE")]
    object_type: Option<String>,
    /// Only what was done to the thing with this number
    #[arg(long = "object-id", value_name = "ID")]
    object_id: Option<i64>,
    /// At most this many
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    number: u64,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user_id = match &self.by {
            Some(name) => Some(session.person(name).await?.id),
            None => None,
        };
        let (action, object_type, object_id) = (self.action, self.object_type, self.object_id);
        let query = AuditQuery { user_id, action, object_type, object_id, offset: 0, limit: self.number };
        let (lines, _) = audit::list(&site, &actor, &query).await?;
        let records = lines.into_iter().map(|line| {
            Record::new()
                .with("id", line.id)
                .with("date", line.happened.to_string())
                .with("login", line.login)
                .with("address", line.address)
                .with("face", line.face)
                .with("action", line.action)
                .with("object_type", line.object_type)
                .with("object_id", line.object_id)
                .with("details", line.details)
        });
        self.listing.print(records.collect(), "date,login,address,face,action,object_type,object_id,details")
    }
}
