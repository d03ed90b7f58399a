//! `platen release contents`.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use cms::Host;
use platform::{Clock, Config};
use staging::releases::{Description, tables};

/// Writes what this program brings to a release: `description.json` (its version, and the tables that its migrations
/// make), and `assets/` (what it gives to browsers). Needs no database and changes none.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  platen release contents --output=/tmp/contents")]
pub struct Contents {
    /// An empty folder
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
}

impl Contents {
    /// Writes it.
    pub async fn run(self) -> anyhow::Result<()> {
        let scratch = tempfile::tempdir()?;
        let config = Config { data_dir: scratch.path().to_owned(), database_connections: 1, ..Config::default() };
        let host = Host::open(config, Clock::system()).await?;
        host.migrate().await?;
        let description = Description::new(env!("CARGO_PKG_VERSION"), tables(&host).await?);
        fs::create_dir_all(&self.output)?;
        fs::write(self.output.join("description.json"), serde_json::to_vec(&description)?)?;
        for file in web::browser_files(&host) {
            let place = self.output.join("assets").join(&file.path);
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(place, file.bytes)?;
        }
        Ok(())
    }
}
