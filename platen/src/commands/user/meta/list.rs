//! `platen user meta list`.

use clap::Args;

use super::values;
use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the values of an account on the site.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen user meta list bob --format=json")]
pub struct List {
    /// Number, login or mail address
    #[arg(value_name = "USER")]
    user_name: String,
    /// Only these keys, separated by commas
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    keys: Vec<String>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let user = session.person(&self.user_name).await?;
        let values = values::of(session, &user).await?;
        let wanted = values.into_iter().filter(|(key, _)| self.keys.is_empty() || self.keys.contains(key));
        let record = |(key, value): (String, String)| {
            Record::new().with("user_id", user.id).with("meta_key", key).with("meta_value", value)
        };
        self.listing.print(wanted.map(record).collect(), "user_id,meta_key,meta_value")
    }
}
