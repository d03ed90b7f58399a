//! `platen user session list`.

use clap::Args;
use cms::users;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the sessions of a person that have not ended.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user session list ann --fields=session_id,ip,expiration_time")]
pub struct List {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let user = session.person(&self.user_name).await?;
        let rows = users::list_sessions(&site, &actor, user.id).await?;
        let records = rows.into_iter().map(|row| {
            Record::new()
                .with("session_id", row.id)
                .with("login_time", row.created.to_string())
                .with("expiration_time", row.expires.to_string())
                .with("ip", row.ip)
                .with("ua", row.user_agent)
        });
        self.listing.print(records.collect(), "session_id,login_time,expiration_time,ip,ua")
    }
}
