//! `platen web`.

use std::time::Duration;

use clap::Args;
use cms::theming;
use web::ServeOptions;

use crate::command_line::GlobalOptions;
use crate::{first_visit, instance};

/// How long the greeting waits for a database that is away.
const PATIENCE: Duration = Duration::from_millis(500);

/// Serves the sites without running their cron events: one front of several, beside `platen worker`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  DATABASE_URL=postgres://platen@db/platen platen web --listen 0.0.0.0:8080")]
pub struct Web {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

impl Web {
    /// Serves until it is asked to stop.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let config = instance::configuration(global, self.listen)?;
        let listen = config.listen.clone();
        let host = instance::open(config).await?;
        let _watched = theming::watch(&host)?;
        if host.database().answers_within(PATIENCE).await {
            first_visit::tell(&host, global.voice(), &listen).await?;
        }
        Ok(web::serve(host, ServeOptions::at(listen)).await?)
    }
}
