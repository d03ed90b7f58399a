//! The syncer: scans, carries and scrubs by turns, until it is asked to stop.

use std::sync::Arc;
use std::time::Duration;

use cms::{Host, Result, media, sites};
use futures::future::BoxFuture;
use platform::buckets::BucketError;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::carry::Carrier;
use crate::meters::Meters;
use crate::pace::Pace;
use crate::places::Places;
use crate::scan::{Scanned, scan_site};
use crate::scrub::scrub;
use crate::turn::{Turn, ask_for_it};

/// How often the journal is asked for files that wait.
const POLL: Duration = Duration::from_millis(250);
/// How often is told what waits: a bucket that lets everybody wait must not keep that to itself.
const MEASURE_EVERY: Duration = Duration::from_secs(2);
/// Between two rounds of looking at old copies, and how many files each looks at.
const SCRUB_EVERY: Duration = Duration::from_secs(60);
const SCRUB_AT_ONCE: u64 = 50;
/// An upload in parts that a syncer left behind when it died is taken away after this time.
const ABANDONED_AFTER: chrono::Duration = chrono::Duration::days(1);
/// Rows of files that are gone everywhere are kept so long, for fronts that were away.
const FORGET_AFTER: chrono::Duration = chrono::Duration::days(7);

/// The syncer of one process. Several may run: one of them carries at a time, and the next one takes over when it dies.
#[derive(Debug)]
pub struct Syncer {
    host: Host,
    places: Places,
    carriers: Vec<Arc<Carrier>>,
}

impl Syncer {
    /// A syncer for the buckets that are configured. Fails on an address that cannot be read.
    pub fn new(host: &Host) -> std::result::Result<Self, BucketError> {
        let places = Places::open(host.config())?;
        let meters = Meters::new(host.metrics());
        let pace = Arc::new(Pace::new(host.config().media_bandwidth_mb));
        let carrier = |(place, bucket)| Arc::new(Carrier::new(host, place, bucket, &meters, &pace));
        let carriers = places.configured().into_iter().map(carrier).collect();
        Ok(Self { host: host.clone(), places, carriers })
    }

    /// The buckets.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Compares the folders of all sites with the journal.
    pub async fn scan(&self) -> Result<Scanned> {
        let mut all = Scanned::default();
        for record in sites::all(&self.host).await? {
            let site = sites::by_id(&self.host, record.id).await?;
            all += scan_site(&site, &self.places).await?;
        }
        Ok(all)
    }

    /// Carries what waits, to both buckets at once; tells how many files were brought. A bucket that is away holds up
    /// nothing but itself.
    pub async fn carry(&self) -> Result<u64> {
        let all: Vec<_> = self.carriers.iter().map(|carrier| carrier.clone().carry_waiting()).collect();
        let mut carried = 0;
        for one in futures::future::join_all(all).await {
            carried += one?;
        }
        Ok(carried)
    }

    /// How many files wait for each bucket.
    pub async fn waiting(&self) -> Result<Vec<(&'static str, u64)>> {
        let mut all = Vec::new();
        for (place, _) in self.places.configured() {
            all.push((place.name(), media::count_waiting(&self.host, place).await?));
        }
        Ok(all)
    }

    async fn keep_copies(&self) -> Result<()> {
        scrub(&self.host, &self.places, SCRUB_AT_ONCE).await?;
        media::prune_gone(&self.host, self.host.now() - FORGET_AFTER).await?;
        let before = (self.host.now() - ABANDONED_AFTER).and_utc().timestamp();
        for (place, bucket) in self.places.configured() {
            if let Err(error) = bucket.abandon_uploads(before).await {
                tracing::debug!(%error, place = place.name(), "unfinished uploads are not looked for");
            }
        }
        Ok(())
    }
}

/// Runs until `stop` completes. What is on its way to a bucket then is finished or tried again next time: a copy counts
/// only once it is noted.
pub fn run(syncer: Syncer, stop: impl Future<Output = ()> + Send + 'static) -> BoxFuture<'static, ()> {
    Box::pin(run_until(syncer, stop))
}

async fn run_until(syncer: Syncer, stop: impl Future<Output = ()> + Send + 'static) {
    let turn = ask_for_it(&syncer.host);
    let syncer = Arc::new(syncer);
    let mut beside = tokio::task::JoinSet::new();
    for carrier in &syncer.carriers {
        beside.spawn(carry_on(carrier.clone(), turn.clone()));
        beside.spawn(measure_on(carrier.clone(), turn.clone()));
    }
    beside.spawn(keep_on(syncer.clone(), turn.clone()));
    let bell = syncer.host.files_bell().clone();
    beside.spawn(async move { bell.listen_once().await });
    tokio::select! {
        biased;
        () = stop => {}
        () = scan_on(&syncer, turn.clone()) => {}
    }
    beside.shutdown().await;
    turn.give_back().await;
}

/// Compares the folders with the journal by the clock, and soon after something was written.
async fn scan_on(syncer: &Syncer, mut turn: Turn) {
    let changed = Arc::new(Notify::new());
    let _watch = watched(&syncer.host, &changed);
    let every = Duration::from_secs(syncer.host.config().media_scan_seconds.max(1));
    let mut scan_at = Instant::now();
    loop {
        turn.comes().await;
        if Instant::now() >= scan_at {
            scan_at = Instant::now() + every;
            report(syncer.scan().await);
        }
        tokio::select! {
            // What was written by hand must stand still before it counts.
            () = changed.notified() => scan_at = scan_at.min(Instant::now() + Duration::from_millis(2_500)),
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// Looks at old copies by turns. Apart from the scan: a bucket that is slow to read holds up nobody's files.
async fn keep_on(syncer: Arc<Syncer>, mut turn: Turn) {
    loop {
        tokio::time::sleep(SCRUB_EVERY).await;
        turn.comes().await;
        if let Err(error) = syncer.keep_copies().await {
            tracing::warn!(%error, "copies cannot be compared; tried again");
        }
    }
}

/// Tells what waits, whatever the carrying waits for.
async fn measure_on(carrier: Arc<Carrier>, mut turn: Turn) {
    loop {
        turn.comes().await;
        if let Err(error) = carrier.measure().await {
            tracing::debug!(%error, "what waits for a bucket is not known");
        }
        tokio::time::sleep(MEASURE_EVERY).await;
    }
}

/// Each bucket at its own speed: one that is away, or slow, holds up nothing but itself. The bell is a hint; without it
/// the journal is read soon enough.
async fn carry_on(carrier: Arc<Carrier>, mut turn: Turn) {
    let mut bell = carrier.hearer();
    loop {
        turn.comes().await;
        if let Err(error) = carrier.clone().carry_waiting().await {
            tracing::warn!(%error, "nothing can be carried; tried again");
            tokio::time::sleep(POLL).await;
        }
        tokio::select! {
            () = bell.rings() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

fn report(scanned: Result<Scanned>) {
    match scanned {
        Ok(scanned) if scanned.read + scanned.gone + scanned.restored + scanned.cleaned > 0 => {
            tracing::info!(?scanned, "the uploads folder was compared with the journal");
        }
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "the uploads folder cannot be compared; tried again"),
    }
}

/// A hint that something was written; without it the next scan finds it.
fn watched(host: &Host, changed: &Arc<Notify>) -> Option<platform::watch::Watch> {
    let root = host.config().media_root();
    std::fs::create_dir_all(&root).ok()?;
    let (changed, below) = (changed.clone(), root.clone());
    let watch = platform::watch::watch(&root, move |paths| {
        let is_upload = |path: &std::path::PathBuf| {
            let inside = path.strip_prefix(&below).unwrap_or(path);
            inside.components().all(|part| !part.as_os_str().to_string_lossy().starts_with('.'))
        };
        if paths.iter().any(is_upload) {
            changed.notify_one();
        }
    });
    watch.map_err(|error| tracing::info!(%error, "the uploads folder cannot be watched; scans find what is new")).ok()
}
