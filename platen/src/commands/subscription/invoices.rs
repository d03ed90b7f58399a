//! `platen subscription invoices`.

use clap::Args;
use cms::members;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists a site's invoices, the newest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen subscription invoices --state=unknown")]
pub struct Invoices {
    /// open, charging, unknown, paid, failed or void
    #[arg(long)]
    state: Option<String>,
    /// At most this many
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    number: u64,
    #[command(flatten)]
    listing: Listing,
}

impl Invoices {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let rows = members::invoices(&site, &actor, self.state.as_deref(), 0, self.number).await?;
        let records = rows.into_iter().map(|row| {
            Record::new()
                .with("id", row.id)
                .with("number", row.number)
                .with("member", row.member_id)
                .with("subscription", row.subscription_id)
                .with("amount", members::shown_amount(row.amount, &row.currency))
                .with("refunded", members::shown_amount(row.refunded, &row.currency))
                .with("state", row.state)
                .with("failures", row.failures)
                .with("due", row.due.to_string())
                .with("error", row.error)
        });
        self.listing.print(records.collect(), "id,number,member,subscription,amount,refunded,state,failures,due,error")
    }
}
