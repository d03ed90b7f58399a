//! `platen cron event pause` and `resume`.

use anyhow::bail;
use clap::Args;
use cms::cron;

use crate::session::Session;

/// What is paused or resumed.
#[derive(Args, Clone, Debug)]
struct Which {
    /// Only this hook
    #[arg(value_name = "HOOK", default_value = "", hide_default_value = true)]
    hook: String,
    /// Only this queue
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    queue: String,
}

/// Lets no more events of the site begin: of a hook, of a queue, or any. What runs is finished.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event pause\n  platen cron event pause my_hook")]
pub struct Pause {
    #[command(flatten)]
    which: Which,
}

impl Pause {
    /// Pauses them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        cron::pause(&site, &actor, &self.which.hook, &self.which.queue).await?;
        session.voice.success("Paused.")
    }
}

/// Takes a pause back. What came due meanwhile runs now.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen cron event resume\n  platen cron event resume my_hook")]
pub struct Resume {
    #[command(flatten)]
    which: Which,
}

impl Resume {
    /// Resumes them.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        if !cron::resume(&site, &actor, &self.which.hook, &self.which.queue).await? {
            bail!("Nothing of that kind is paused.");
        }
        session.host.bell().ring().await;
        session.voice.success("Resumed.")
    }
}
