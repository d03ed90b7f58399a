//! `platen staging check`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use staging::gates::{Budget, CheckOptions, CustomCommand, MOST_PAGES};
use staging::seal::SigningKey;
use staging::{GateOutcome, GateResult};

use crate::output::{Format, Listing, Record};
use crate::session::Session;
use crate::steps_bar::StepsBar;

/// Runs the gates: migrations on a copy of production's database, a page of every kind, every page that the plan changes,
/// their links, HTML and pictures, their weight and time against production's; in a headless Chromium the console, axe-core, a layout
/// that jumps, and pictures before and after; and your own commands. What came out is written to a manifest beside the plan, sealed with a key, and `platen staging promote` takes nothing else where
/// trusted_keys is set. A gate that cannot run is as good as red.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  platen staging check --key=./staging.key\n  platen staging check --plan=1f2e3d4c --switch-off=links \
    --command='words=./check-words.sh'"
)]
pub struct Check {
    /// The environment
    #[arg(long, value_name = "NAME", default_value = "staging")]
    env: String,
    /// The plan's digest, or its beginning; the newest plan if left out
    #[arg(long, value_name = "DIGEST")]
    plan: Option<String>,
    /// The key that seals the manifest
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The program whose migrations are rehearsed, when it is not this one
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// The Chromium that opens pages, when it is not the one that is installed
    #[arg(long, value_name = "FILE")]
    browser: Option<PathBuf>,
    /// Pages that the browser opens; of more, some from all over the plan
    #[arg(long, value_name = "COUNT", default_value_t = MOST_PAGES)]
    most_pages: usize,
    /// Gates that are not asked
    #[arg(long, value_name = "GATES", value_delimiter = ',')]
    switch_off: Vec<String>,
    /// A check of your own: its name and what is run; exit code 0 is green. May be given several times
    #[arg(long = "command", value_name = "NAME=COMMAND", value_parser = custom_command)]
    commands: Vec<CustomCommand>,
    /// Times that a page may take production's time
    #[arg(long, value_name = "TIMES", default_value_t = Budget::default().most_times_slower)]
    most_times_slower: f64,
    /// Bytes that a page's HTML may have
    #[arg(long, value_name = "BYTES", default_value_t = Budget::default().most_bytes)]
    most_bytes: usize,
    #[command(flatten)]
    listing: Listing,
}

impl Check {
    /// Runs them, writes the manifest and prints a line a gate.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (production, actor) = session.site_and_actor().await?;
        let key = self.key.as_deref().map(SigningKey::open).transpose()?;
        let options = self.options();
        let which = (self.env.as_str(), self.plan.as_deref());
        let bar = StepsBar::new();
        let manifest = web::check_plan(&production, &actor, which, options, key.as_ref(), &bar).await?;
        drop(bar);
        self.listing.print(manifest.gates.iter().map(record).collect(), "gate,outcome,milliseconds,findings")?;
        match manifest.closed_gates().count() {
            0 if self.listing.format != Format::Table => Ok(()),
            0 => session.voice.success(&format!("Plan {} may be promoted.", &manifest.plan_digest[..12])),
            closed => bail!("{closed} of {} gates are not green: nothing is promoted.", manifest.gates.len()),
        }
    }

    fn options(&self) -> CheckOptions {
        CheckOptions {
            binary: self.binary.clone(),
            browser: self.browser.clone(),
            most_pages: Some(self.most_pages),
            budget: Budget {
                most_times_slower: self.most_times_slower,
                most_bytes: self.most_bytes,
                ..Budget::default()
            },
            commands: self.commands.clone(),
            switched_off: self.switch_off.clone(),
            ..CheckOptions::default()
        }
    }
}

fn custom_command(text: &str) -> Result<CustomCommand, String> {
    let (name, command) = text.split_once('=').ok_or("a name, an equals sign and a command")?;
    let is_name =
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    if !is_name || command.is_empty() {
        return Err("a name of letters, digits and hyphens, an equals sign and a command".into());
    }
    Ok(CustomCommand { name: name.to_owned(), command: command.to_owned() })
}

fn record(gate: &GateResult) -> Record {
    let outcome = match gate.outcome {
        GateOutcome::Green => "green",
        GateOutcome::Red => "red",
        GateOutcome::CouldNotRun => "could not run",
        GateOutcome::SwitchedOff => "switched off",
    };
    Record::new()
        .with("gate", gate.name.clone())
        .with("outcome", outcome)
        .with("milliseconds", gate.milliseconds)
        .with("findings", gate.findings.join("\n"))
}
