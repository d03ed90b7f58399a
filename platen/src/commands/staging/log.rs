//! `platen staging log`.

use clap::Args;
use staging::promote;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the promotions of a site, the newest first; with a number, the rows of one.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen staging log\n  platen staging log 3 --format=json")]
pub struct Log {
    /// A promotion's number
    #[arg(value_name = "PROMOTION")]
    id: Option<i64>,
    #[command(flatten)]
    listing: Listing,
}

impl Log {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        if let Some(id) = self.id {
            let (_, rows) = promote::log_entry(&site, &actor, id).await?;
            let record = |row: promote::PromotedRow| {
                Record::new()
                    .with("row", format!("{}:{}", row.kind, row.row_key))
                    .with("before", row.before_row)
                    .with("after", row.after_row)
            };
            return self.listing.print(rows.into_iter().map(record).collect(), "row,before,after");
        }
        let record = |promotion: promote::Promotion| {
            Record::new()
                .with("id", promotion.id)
                .with("environment", promotion.environment)
                .with("state", promotion.state)
                .with("person", promotion.person)
                .with("started", promotion.started.to_string())
                .with("ended", promotion.ended.map(|at| at.to_string()).unwrap_or_default())
                .with("plan", promotion.plan_digest)
                .with("told", promotion.told)
        };
        let records = promote::log(&site, &actor).await?.into_iter().map(record).collect();
        self.listing.print(records, "id,environment,state,person,started,told")
    }
}
