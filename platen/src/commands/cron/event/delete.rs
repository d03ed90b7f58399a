//! `platen cron event delete`.

use std::collections::BTreeSet;

use anyhow::bail;
use clap::Args;
use cms::cron;

use super::chosen::Chosen;
use crate::session::Session;

/// Takes every event of hooks away; one that runs is gone when its run has ended.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event delete my_hook\n  platen cron event delete --due-now")]
pub struct Delete {
    #[command(flatten)]
    chosen: Chosen,
}

impl Delete {
    /// Takes them away.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let mut events = cron::events(&site).await?;
        events.extend(cron::dead_letters(&site).await?);
        let chosen = self.chosen.of(events, cron::now(&session.host).await?)?;
        let mut total = 0;
        for (hook, args) in chosen.into_iter().map(|event| (event.hook, event.args)).collect::<BTreeSet<_>>() {
            let arguments = serde_json::from_str(&args)?;
            total += u64::from(cron::unschedule(&site, &actor, &hook, &arguments).await?);
        }
        if total == 0 {
            bail!("No events are to be deleted.");
        }
        let events = if total == 1 { "event" } else { "events" };
        session.voice.success(&format!("Deleted a total of {total} cron {events}."))
    }
}
