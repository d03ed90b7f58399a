//! `platen user application-password list`.

use clap::Args;
use cms::users::application_passwords;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the passwords of a person, never the text.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user application-password list bob --fields=uuid,name,last_used")]
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
        let rows = application_passwords::list(&site, &actor, user.id).await?;
        let records = rows.into_iter().map(|row| {
            Record::new()
                .with("uuid", row.uuid)
                .with("app_id", row.app_id)
                .with("name", row.name)
                .with("created", row.created.to_string())
                .with("last_used", row.last_used.map(|time| time.to_string()))
                .with("last_ip", row.last_ip)
        });
        self.listing.print(records.collect(), "uuid,app_id,name,created,last_used,last_ip")
    }
}
