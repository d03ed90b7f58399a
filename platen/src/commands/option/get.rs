//! `platen option get`.

use anyhow::Context;
use clap::Args;

use super::ValueFormat;
use crate::output::text_of;
use crate::session::Session;
use crate::voice;

/// Prints the value of an option.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen option get sidebars_widgets --format=json")]
pub struct Get {
    /// The option
    #[arg(value_name = "NAME")]
    name: String,
    /// How to print the value
    #[arg(long, value_enum, default_value = "plaintext")]
    format: ValueFormat,
}

impl Get {
    /// Prints it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let site = session.site().await?;
        let missing = || format!("Could not get '{}' option. Does it exist?", self.name);
        let value = site.settings().get(&self.name).with_context(missing)?;
        let text = match self.format {
            ValueFormat::Plaintext => text_of(value),
            ValueFormat::Json => value.to_string(),
            ValueFormat::Yaml => serde_yaml_ng::to_string(value)?.trim_end().to_owned(),
        };
        voice::print(&format!("{text}\n"))
    }
}
