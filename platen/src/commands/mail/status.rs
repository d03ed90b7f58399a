//! `platen mail status`.

use clap::Args;
use cms::letters;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Tells how fast letters may leave, and of a day's letters how many came back; and whether the site's breaker is open.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen mail status --format=json")]
pub struct Status {
    #[command(flatten)]
    listing: Listing,
}

impl Status {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let (breaker, rates) = letters::breaker(&site, &actor).await?;
        let opened = breaker.as_ref().and_then(|breaker| breaker.opened);
        let row = |name: &str, value: String| Record::new().with("what", name).with("value", value);
        let mut records = vec![
            row("sent in a day", rates.sent.to_string()),
            row("bounced", format!("{} ({:.2} %)", rates.bounced, rates.bounce_percent())),
            row("complained", format!("{} ({:.3} %)", rates.complained, rates.complaint_percent())),
            row("breaker", opened.map_or("closed".to_owned(), |time| format!("open since {time} UTC"))),
            row("reason", breaker.map(|breaker| breaker.reason).unwrap_or_default()),
        ];
        for pace in letters::pace(&session.host, &actor).await? {
            let bound = |number: f64| if number > 0.0 { number.to_string() } else { "no bound".to_owned() };
            records.push(row(&format!("{} a second", pace.door), bound(pace.per_second)));
            records.push(row(&format!("{} a day", pace.door), bound(pace.day_limit as f64)));
            records.push(row(&format!("{} left today", pace.door), pace.day_left.to_string()));
            records.push(row(&format!("{} says", pace.door), pace.note));
        }
        self.listing.print(records, "what,value")
    }
}
