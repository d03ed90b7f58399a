//! `platen media-sync`.

use anyhow::bail;
use clap::Args;
use cms::Host;
use media_sync::Syncer;

use crate::command_line::GlobalOptions;
use crate::instance;

/// Carries uploads to the buckets and keeps the journal in step with the folder. SIGTERM ends it; what was on its way is
/// tried again next time.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  PLATEN_BUCKET_A=s3://KEY:SECRET@s3.example.com/media platen media-sync\n  \
    platen media-sync --once")]
pub struct MediaSync {
    /// Scan, carry what waits, tell what is missing, and end
    #[arg(long)]
    once: bool,
    /// Read every copy again, mend what has rotted from a good one, tell what was found, and end
    #[arg(long, conflicts_with = "once")]
    scrub: bool,
}

impl MediaSync {
    /// Runs until it is asked to stop, or once.
    pub async fn run(self, global: &GlobalOptions) -> anyhow::Result<()> {
        let host = instance::open(instance::configuration(global, None)?).await?;
        let syncer = Syncer::new(&host)?;
        if self.scrub {
            return scrub(global, &host, &syncer).await;
        }
        if !self.once {
            media_sync::run(syncer, instance::asked_to_stop()).await;
            return Ok(());
        }
        let scanned = syncer.scan().await?;
        let carried = syncer.carry().await?;
        let voice = global.voice();
        voice.tell(&format!(
            "{} files: {} new or changed, {} still being written, {} taken out, {} restored, {} left behind and cleaned up; {carried} copies carried.",
            scanned.files, scanned.read, scanned.moving, scanned.gone, scanned.restored, scanned.cleaned
        ))?;
        let waiting = syncer.waiting().await?;
        for (place, files) in waiting.iter().filter(|(_, files)| *files > 0) {
            voice.warning(&format!("{files} files wait for bucket {place}."));
        }
        match waiting.iter().all(|(_, files)| *files == 0) {
            true => voice.success("Every file stands in every bucket."),
            false => bail!("Not every file stands in every bucket yet."),
        }
    }
}

async fn scrub(global: &GlobalOptions, host: &Host, syncer: &Syncer) -> anyhow::Result<()> {
    let found = media_sync::scrub_all(host, syncer.places()).await?;
    let told = format!("{} files: {} mended, {} lost.", found.files, found.mended, found.lost);
    match (found.lost, found.unread) {
        (0, 0) => global.voice().success(&told),
        (0, unread) => bail!("{told} {unread} copies could not be read: the log names them."),
        _ => bail!("{told} Of what is lost no copy is good: the log names it."),
    }
}
