//! `platen release ready`.

use std::time::{Duration, Instant};

use anyhow::bail;
use clap::Args;
use staging::rollout::is_ready_before_traffic;
use url::Url;

use crate::command_line::GlobalOptions;

/// Between two looks.
const STEP: Duration = Duration::from_millis(200);

/// Waits until a front says that it could serve: for the hook ValidateService, on hosts without other programs.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen release ready --within 60 http://127.0.0.1:8080/")]
pub struct Ready {
    /// The front
    #[arg(value_name = "URL")]
    front: Url,
    /// Seconds after which it has failed
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    within: u64,
}

impl Ready {
    /// Waits.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let begun = Instant::now();
        while !is_ready_before_traffic(&self.front).await {
            if begun.elapsed() > Duration::from_secs(self.within) {
                bail!("{} was not ready within {} s.", self.front, self.within);
            }
            tokio::time::sleep(STEP).await;
        }
        global.voice().success(&format!("{} is ready.", self.front))
    }
}
