//! `platen super-admin list`.

use clap::Args;
use cms::users::{self, NetworkQuery};

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists who runs the whole host.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen super-admin list --field=user_login")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let actor = session.actor(&session.site().await?).await?;
        let query = NetworkQuery { network_admins: Some(true), ..NetworkQuery::default() };
        let (found, _) = users::of_network(&session.host, &actor, &query).await?;
        let record = |found: users::NetworkUser| {
            Record::new()
                .with("user_login", found.account.login)
                .with("ID", found.account.id)
                .with("user_email", found.account.email)
        };
        self.listing.print(found.into_iter().map(record).collect(), "user_login")
    }
}
