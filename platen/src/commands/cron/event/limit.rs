//! `platen cron event limit`.

use clap::Args;
use cms::cron;

use crate::session::Session;

/// Limits how many events of the site, or of one of its hooks, run at once and how many begin within a minute. Without
/// numbers the limit is taken away.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event limit my_hook --at-once=2 --per-minute=60\n  \
    platen cron event limit my_hook")]
pub struct Limit {
    /// The hook; the whole site if left out
    #[arg(value_name = "HOOK", default_value = "", hide_default_value = true)]
    hook: String,
    /// So many run at once
    #[arg(long = "at-once", value_name = "NUMBER")]
    at_once: Option<i64>,
    /// So many begin within a minute
    #[arg(long = "per-minute", value_name = "NUMBER")]
    per_minute: Option<i64>,
}

impl Limit {
    /// Sets it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        cron::limit(&site, &actor, &self.hook, self.at_once, self.per_minute).await?;
        let is_set = self.at_once.is_some() || self.per_minute.is_some();
        session.voice.success(if is_set { "The limit is set." } else { "The limit is taken away." })
    }
}
