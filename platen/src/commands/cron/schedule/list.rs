//! `platen cron schedule list`.

use clap::Args;
use cms::cron::Recurrence;

use crate::output::{Listing, Record};

/// Lists the schedules on which events may repeat.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen cron schedule list --format=ids")]
pub struct List {
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub fn run(self) -> anyhow::Result<()> {
        let record = |recurrence: Recurrence| {
            Record::new()
                .with("name", recurrence.name())
                .with("display", recurrence.display())
                .with("interval", recurrence.seconds())
        };
        self.listing.print(Recurrence::ALL.into_iter().map(record).collect(), "name,display,interval")
    }
}
