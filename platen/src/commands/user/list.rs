//! `platen user list`.

use clap::Args;
use cms::users::{self, Role};

use super::record;
use crate::output::Listing;
use crate::session::Session;

/// Lists the people who have a role on the site.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user list --role=editor --fields=ID,user_email --format=csv")]
pub struct List {
    /// Only people with this role
    #[arg(long)]
    role: Option<Role>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let people = users::of_site(&site).await?;
        let wanted = people.iter().filter(|(_, role)| self.role.is_none_or(|wanted| wanted == *role));
        let records = wanted.map(|(user, role)| record::of(&site, user, Some(*role))).collect();
        self.listing.print(records, "ID,user_login,display_name,user_email,user_registered,roles")
    }
}
