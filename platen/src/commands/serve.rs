//! `platen serve`.

use std::time::Duration;

use clap::Args;
use cms::{Host, sites, theming};
use tokio::sync::oneshot;
use web::ServeOptions;

use crate::command_line::GlobalOptions;
use crate::voice::Voice;
use crate::{first_visit, instance, sample};

/// How long the greeting waits for a database that is away; pages wait for nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Serves the sites, runs their cron events and carries their uploads to the buckets, all in one process. Without DATABASE_URL everything lives in the data
/// folder. SIGTERM ends it when the requests in flight are finished.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  platen serve --listen 127.0.0.1:8800 --data-dir ./data\n  \
    DATABASE_URL=postgres://platen@db/platen REDIS_URL=redis://cache platen serve --listen 0.0.0.0:8080")]
pub struct Serve {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Make a sample site when the data folder is empty (only with the embedded database)
    #[arg(long)]
    sample: bool,
}

impl Serve {
    /// Serves until it is asked to stop.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let config = instance::configuration(global, self.listen)?;
        let listen = config.listen.clone();
        let host = instance::open(config).await?;
        let _watched = theming::watch(&host)?;
        if self.sample {
            sample::install(&host, &listen).await?;
        }
        introduce(&host, global.voice(), &listen).await?;
        let way_out = worker::transport(&host)?;
        let syncer = media_sync::Syncer::new(&host)?;
        let (stop_syncing, syncing_stopped) = oneshot::channel::<()>();
        let syncing = tokio::spawn(media_sync::run(syncer, async { drop(syncing_stopped.await) }));
        let (stop, stopped) = oneshot::channel::<()>();
        let (stop_mail, mail_stopped) = oneshot::channel::<()>();
        let runner = tokio::spawn(worker::run(host.clone(), async { drop(stopped.await) }));
        let letters = tokio::spawn(worker::deliver_letters(host.clone(), way_out, async { drop(mail_stopped.await) }));
        let served = web::serve(host, ServeOptions::at(listen)).await;
        drop((stop, stop_mail, stop_syncing));
        letters.await?;
        runner.await?;
        syncing.await?;
        Ok(served?)
    }
}

/// Tells where the sites are and how to sign in.
async fn introduce(host: &Host, voice: Voice, listen: &str) -> anyhow::Result<()> {
    if !host.database().answers_within(PATIENCE).await {
        return voice.tell(&format!("Listening on {listen}; the database does not answer yet."));
    }
    let found = sites::all(host).await?;
    let Some(first) = found.first() else {
        return voice.tell(&format!("Listening on {listen}. {}", first_visit::how(host, listen).await?));
    };
    voice.tell(&format!("Listening on {listen}"))?;
    for site in found.iter().take(10) {
        voice.tell(&format!("  {}/", site.url))?;
    }
    if found.len() > 10 {
        voice.tell(&format!("  and {} more: platen site list", found.len() - 10))?;
    }
    voice.tell(&format!("Sign in: {}/wp-login.php", first.url))?;
    match sample::first_sign_in(host) {
        Some(file) => voice.tell(&format!("The first login and password are in {}", file.display())),
        None => Ok(()),
    }
}
