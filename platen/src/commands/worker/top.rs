//! `platen worker top`.

use std::io::IsTerminal;
use std::time::Duration;

use chrono::NaiveDateTime;
use clap::{Args, ValueEnum};
use cms::cron::{self, Busy, Figures, RunnerRow};
use cms::{Host, Result};
use serde_json::json;

use crate::instance;
use crate::session::Session;
use crate::voice;

/// Sites and hooks that are shown.
const BUSIEST: u64 = 20;
/// Clears a terminal and goes to its first line.
const CLEAR: &str = "\x1b[2J\x1b[H";

/// Shows what the runners do: the queue, the runners, the busiest sites and hooks. On a terminal it goes on until you
/// end it; elsewhere it is printed once, for whoever decides how many runners there should be.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen worker top\n  platen worker top --format=json")]
pub struct Top {
    /// Seconds between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    every: u64,
    /// Print once and end
    #[arg(long)]
    once: bool,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: TopFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TopFormat {
    /// For people
    Table,
    /// One JSON object a look
    Json,
}

/// One look.
struct Look {
    now: NaiveDateTime,
    figures: Figures,
    runners: Vec<RunnerRow>,
    busiest: Vec<Busy>,
}

impl Top {
    /// Shows it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let is_live = std::io::stdout().is_terminal() && !self.once;
        let stop = instance::asked_to_stop();
        tokio::pin!(stop);
        loop {
            let look = Look::at(&session.host).await?;
            let clear = if is_live && self.format == TopFormat::Table { CLEAR } else { "" };
            voice::print(&format!("{clear}{}", self.text(&look)))?;
            if !is_live {
                return Ok(());
            }
            tokio::select! {
                () = &mut stop => return Ok(()),
                () = tokio::time::sleep(Duration::from_secs(self.every.max(1))) => {}
            }
        }
    }

    fn text(&self, look: &Look) -> String {
        match self.format {
            TopFormat::Table => look.for_people(),
            TopFormat::Json => format!("{}\n", look.for_programs()),
        }
    }
}

impl Look {
    async fn at(host: &Host) -> Result<Self> {
        Ok(Self {
            now: cron::now(host).await?,
            figures: cron::figures(host).await?,
            runners: cron::runners(host).await?,
            busiest: cron::busiest(host, BUSIEST).await?,
        })
    }

    fn for_people(&self) -> String {
        let figures = &self.figures;
        let mut text = format!(
            "{} UTC   {} runners, {} of {} slots in use   {} due, the oldest for {:.1} s\n",
            self.now.format("%Y-%m-%d %H:%M:%S"),
            figures.runners,
            figures.running,
            figures.slots,
            figures.due,
            figures.oldest_due_seconds,
        );
        for (state, number) in &figures.aside {
            text += &format!("{number} {state}   ");
        }
        text += &format!("\n{:<28}{:>8}{:>8}{:>10}\n", "RUNNER", "SLOTS", "RUNS", "SEEN");
        for runner in &self.runners {
            let seen = (self.now - runner.seen).num_seconds();
            text += &format!("{:<28}{:>8}{:>8}{:>8} s\n", runner.id, runner.slots, runner.running, seen);
        }
        text += &format!("\n{:<8}{:<36}{:>8}{:>8}\n", "SITE", "HOOK", "DUE", "RUNS");
        for busy in &self.busiest {
            text += &format!("{:<8}{:<36}{:>8}{:>8}\n", busy.site_id, busy.hook, busy.due, busy.running);
        }
        text
    }

    fn for_programs(&self) -> serde_json::Value {
        let figures = &self.figures;
        json!({
            "due": figures.due,
            "oldest_due_seconds": figures.oldest_due_seconds,
            "running": figures.running,
            "slots": figures.slots,
            "runners": figures.runners,
            "aside": figures.aside.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
        })
    }
}
