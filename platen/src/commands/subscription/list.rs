//! `platen subscription list`.

use clap::Args;
use cms::members;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists a site's subscriptions, the newest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen subscription list --state=past_due")]
pub struct List {
    /// incomplete, trialing, active, past_due or ended
    #[arg(long)]
    state: Option<String>,
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
        let rows = members::subscriptions(&site, &actor, self.state.as_deref(), 0, self.number).await?;
        let records = rows.into_iter().map(|row| {
            Record::new()
                .with("id", row.id)
                .with("member", row.member_id)
                .with("plan", row.plan_id)
                .with("state", row.state)
                .with("price", members::shown_amount(row.amount, &row.currency))
                .with("every", row.every)
                .with("period_end", row.period_end.map(|end| end.to_string()))
                .with("cancel_at_end", row.cancel_at_end)
        });
        self.listing.print(records.collect(), "id,member,plan,state,price,every,period_end,cancel_at_end")
    }
}
