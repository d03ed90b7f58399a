//! `platen theme list`.

use clap::Args;
use cms::theming;
use serde_json::Value;

use crate::output::{Listing, Record};
use crate::session::Session;

/// Lists the host's themes, and which of them shows the site.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen theme list --fields=name,status,fault")]
pub struct List {
    /// Only themes of this status: active, parent, inactive or broken
    #[arg(long)]
    status: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Prints them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut records = Vec::new();
        for theme in theming::list(&site, &actor)? {
            let status = serde_json::to_value(theme.status)?;
            if self.status.as_ref().is_some_and(|wanted| status != Value::String(wanted.clone())) {
                continue;
            }
            records.push(
                Record::new()
                    .with("name", theme.name)
                    .with("status", status)
                    .with("update", "none")
                    .with("version", theme.version)
                    .with("title", theme.title)
                    .with("description", theme.description)
                    .with("author", theme.author)
                    .with("parent", theme.parent)
                    .with("fault", theme.fault.map(|fault| fault.to_string())),
            );
        }
        self.listing.print(records, "name,status,update,version")
    }
}
