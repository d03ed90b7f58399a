//! `platen config`.

use clap::Args;
use platform::Config;
use serde_json::Value;

use crate::command_line::GlobalOptions;
use crate::output::{Listing, Record, text_of};
use crate::session;

/// Prints the settings in force and where each came from. Secrets are masked.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen config --config=/etc/platen.toml --format=json")]
pub struct ShowConfig {
    #[command(flatten)]
    listing: Listing,
}

/// Settings that are addresses with a password inside.
const ADDRESSES: [&str; 7] =
    ["database_url", "database_reader_url", "redis_url", "mail_url", "bucket_a", "bucket_b", "release_store"];

impl ShowConfig {
    /// Prints them.
    pub fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let config = session::configuration(global)?;
        let Value::Object(values) = serde_json::to_value(&config)? else { return Ok(()) };
        let record = |(name, value): (String, Value)| {
            let source = source(global, &config, &name);
            let shown = shown(&name, &value);
            Record::new().with("name", name).with("value", shown).with("source", source)
        };
        self.listing.print(values.into_iter().map(record).collect(), "name,value,source")
    }
}

fn shown(name: &str, value: &Value) -> Value {
    match value {
        Value::String(_) if name == "secret_key" => Value::String("****".to_owned()),
        Value::String(address) if ADDRESSES.contains(&name) => Value::String(without_password(address)),
        Value::String(_) if name == "secrets_keys" => Value::String("****".to_owned()),
        other => other.clone(),
    }
}

/// The address with its password masked. What cannot be read is masked whole: it may be all password.
fn without_password(address: &str) -> String {
    let Ok(mut url) = url::Url::parse(address) else { return "****".to_owned() };
    if url.password().is_some() && url.set_password(Some("****")).is_err() {
        return "****".to_owned();
    }
    url.to_string()
}

/// Where the value came from, in words.
fn source(global: &GlobalOptions, config: &Config, name: &str) -> String {
    if name == "data_dir" && global.data_dir.is_some() {
        return "command line (--data-dir)".to_owned();
    }
    let figment = Config::figment(global.config.as_deref());
    let as_read = figment.find_value(name).ok().and_then(|value| serde_json::to_value(value).ok());
    if name == "listen" && as_read.as_ref().map(text_of) != Some(config.listen.clone()) {
        return "environment (PORT)".to_owned();
    }
    match figment.find_metadata(name) {
        Some(metadata) => match &metadata.source {
            Some(place) if !metadata.name.contains("Config") => format!("{} ({place})", metadata.name),
            _ if metadata.name.contains("Config") => "default".to_owned(),
            _ => metadata.name.to_string(),
        },
        None => "default".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_in_addresses_are_masked() {
        let address = Value::String("postgres://ann:secret@db.example/platen".to_owned());
        assert_eq!(shown("database_url", &address), "postgres://ann:****@db.example/platen");
        assert_eq!(without_password("secret"), "****");
        assert_eq!(shown("listen", &Value::String("127.0.0.1:80".into())), "127.0.0.1:80");
    }
}
