//! `platen option update`.

use std::io::Read;

use anyhow::Context;
use clap::Args;
use cms::{settings, sites};
use serde_json::Value;

use super::ValueFormat;
use crate::output::text_of;
use crate::session::Session;

/// Sets an option; makes it when it is new.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen option update blogname \"A new title\"\n  \
    platen option update sticky_posts '[1,2]' --format=json")]
pub struct Update {
    /// The option
    #[arg(value_name = "NAME")]
    name: String,
    /// Its value; read from standard input if left out
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: Option<String>,
    /// How the value is written
    #[arg(long, value_enum, default_value = "plaintext")]
    format: ValueFormat,
}

impl Update {
    /// Sets it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        let (site, actor) = session.site_and_actor().await?;
        let value = self.value()?;
        if site.settings().get(&self.name) == Some(&value) {
            return session.voice.success(&format!("Value passed for '{}' option is unchanged.", self.name));
        }
        match self.name.as_str() {
            // A site has one address; WordPress keeps it under two names.
            "home" | "siteurl" => sites::move_to(&site, &actor, &text_of(&value)).await?,
            name => settings::update(&site, &actor, name, &value).await?,
        }
        session.voice.success(&format!("Updated '{}' option.", self.name))
    }

    fn value(&self) -> anyhow::Result<Value> {
        let text = match &self.value {
            Some(text) => text.clone(),
            None => from_standard_input()?,
        };
        match self.format {
            ValueFormat::Plaintext => Ok(Value::String(text)),
            ValueFormat::Json => serde_json::from_str(&text).context("Invalid JSON"),
            ValueFormat::Yaml => serde_yaml_ng::from_str(&text).context("Invalid YAML"),
        }
    }
}

fn from_standard_input() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text.trim_end_matches('\n').to_owned())
}
