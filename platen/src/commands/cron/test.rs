//! `platen cron test`.

use std::time::{Duration, Instant};

use anyhow::bail;
use clap::Args;
use cms::cron;
use serde_json::json;

use crate::session::Session;

/// How often the log is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Tells whether the runners live: schedules an event that does nothing, and waits until one of them has run it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen cron test --wait=30")]
pub struct Test {
    /// Seconds to wait at the most
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    wait: u64,
}

impl Test {
    /// Tries it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let arguments = json!([format!("cron test {}", platform::secrets::random_hex(8))]);
        let (text, begun) = (arguments.to_string(), Instant::now());
        cron::schedule(&site, &actor, cron::CANARY, &arguments, cron::now(&session.host).await?, None).await?;
        while begun.elapsed() < Duration::from_secs(self.wait) {
            tokio::time::sleep(LOOK).await;
            let runs = cron::history(&site, Some(cron::CANARY), 100).await?;
            if runs.iter().any(|run| run.args == text && run.state == "done") {
                let took = begun.elapsed().as_secs_f64();
                return session.voice.success(&format!("The cron runners work: an event was run within {took:.1}s."));
            }
        }
        cron::unschedule(&site, &actor, cron::CANARY, &arguments).await?;
        match cron::runners(&session.host).await?.len() {
            0 => bail!("No runner lives. Start one: platen worker (or platen serve)."),
            living => bail!("{living} runners live, but none ran an event within {} seconds.", self.wait),
        }
    }
}
