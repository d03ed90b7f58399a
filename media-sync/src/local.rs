//! A front's own copy of uploads: bounded, filled by the journal and by what is asked for, never half a file.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use cms::media::{self, MediaFile};
use cms::{Host, Site};
use moka::future::Cache;
use platform::metrics::Metrics;
use tokio::time::Instant;

use crate::key::{key_of, path_below};
use crate::places::Places;
use crate::pull::{PullError, part_beside, pull, put_in_place};
use crate::room::{Room, mark_read};

/// How long the shared folder may take to say whether it has a file, and how long it is left alone after it took longer:
/// a network folder whose server is gone answers nothing at all.
const SHARED_MAY_TAKE: Duration = Duration::from_secs(3);
const LEFT_ALONE: Duration = Duration::from_secs(20);
/// How long a signed address of a bucket holds.
const SIGNED_FOR: Duration = Duration::from_secs(900);
/// Room for what had to be fetched from a bucket on a front that keeps no copy.
const FETCHED: u64 = 1 << 30;

/// Where a front takes files from: its own copy, else the shared folder, else the buckets. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LocalCopy {
    pub(crate) host: Host,
    places: Places,
    /// Who asks for a file that is on its way waits for it.
    coming: Cache<PathBuf, ()>,
    /// The hashes of what was copied here lately: news are read with an overlap, and nothing is copied twice.
    copied: Cache<PathBuf, String>,
    pub(crate) room: Arc<Room>,
    shared_is_left_until: Arc<Mutex<Option<Instant>>>,
    is_kept: Arc<AtomicBool>,
    served: Arc<prometheus::IntCounterVec>,
    pub(crate) held: Arc<prometheus::IntGaugeVec>,
}

impl LocalCopy {
    /// The copy of this front.
    pub fn new(host: &Host, places: Places) -> Self {
        let metrics: &Metrics = host.metrics();
        let served = metrics.counter("platen_media_served_total", "Where served files were found.", &["from"]);
        let held =
            metrics.gauge("platen_media_local_copy", "Bytes of this front's copy, and its lag in seconds.", &["of"]);
        let coming = Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(5)).build();
        let config = host.config();
        let bound = if config.media_local_mb > 0 { config.media_local_mb << 20 } else { FETCHED };
        Self {
            host: host.clone(),
            places,
            coming,
            copied: Cache::new(100_000),
            room: Arc::new(Room::new(config.media_local_root(), bound)),
            shared_is_left_until: Arc::default(),
            is_kept: Arc::new(AtomicBool::new(is_kept(host))),
            served: Arc::new(served),
            held: Arc::new(held),
        }
    }

    /// Whether this front follows the journal into a folder of its own.
    pub(crate) fn is_kept(&self) -> bool {
        self.is_kept.load(Ordering::Relaxed)
    }

    /// A path under which the file can be read now; none if the site has no such file.
    pub async fn find(&self, site: &Site, file: &str) -> Option<PathBuf> {
        let config = self.host.config();
        let local = path_below(&config.media_local_root(), site.id(), file)?;
        if let Some(facts) = facts(&local).await.filter(|_| self.is_kept()) {
            mark_read(&local, &facts).await;
            return self.found("local", local);
        }
        let shared = path_below(&config.media_root(), site.id(), file)?;
        if self.shared_has(&shared).await {
            if self.is_kept() {
                self.keep_what_is_asked_for(site, file, &shared, &local);
            }
            return self.found("shared", shared);
        }
        if self.places.configured().is_empty() {
            return None;
        }
        // The journal tells what the content must be; without it nothing is believed.
        let row = media::stored(site, file).await.ok().flatten()?;
        self.fetched(&row, local).await
    }

    /// Whether the site has a file that cannot be had at the moment: its buckets are away, or too slow.
    pub async fn is_awaited(&self, site: &Site, file: &str) -> bool {
        !self.places.configured().is_empty() && matches!(media::stored(site, file).await, Ok(Some(_)))
    }

    /// Where a visitor is sent for the file instead, by the settings; none where this front hands it out itself, or no bucket has
    /// it yet. A CDN keeps what it got, so only what everybody may have goes there.
    pub async fn elsewhere(&self, site: &Site, file: &str, is_open: bool) -> Option<String> {
        let wanted = self.host.config().media_redirect.as_deref().filter(|wanted| !wanted.is_empty())?;
        let row = media::stored(site, file).await.ok().flatten()?;
        let (_, bucket) = self.places.configured().into_iter().find(|(place, _)| place.has(&row) == row.sha256)?;
        match wanted {
            "presigned" => bucket.address_for(&key_of(&row), SIGNED_FOR).await.ok(),
            cdn if is_open => Some(format!("{}/{}", cdn.trim_end_matches('/'), encoded(&key_of(&row)))),
            _ => None,
        }
    }

    /// Brings a file from a bucket, once for all who ask at this moment.
    async fn fetched(&self, row: &MediaFile, local: PathBuf) -> Option<PathBuf> {
        // Fetched a moment ago: names of what is in the journal never change their content silently.
        if self.copied.get(&local).await.is_some_and(|sha256| sha256 == row.sha256) && facts(&local).await.is_some() {
            return self.found("fetched", local);
        }
        // What came a moment ago may be gone again: it is fetched anew then, and not believed to be there.
        if facts(&local).await.is_none() {
            self.coming.invalidate(&local).await;
        }
        let (places, target, row) = (self.places.clone(), local.clone(), row.clone());
        let (room, copied) = (self.room.clone(), self.copied.clone());
        let (site_id, file) = (row.site_id, row.file.clone());
        let fetching = self.coming.try_get_with(local.clone(), async move {
            pull(&places, &row, &target).await.map(drop)?;
            room.changed_by(row.size);
            copied.insert(target, row.sha256).await;
            Ok::<_, PullError>(())
        });
        match fetching.await {
            Ok(()) => self.found("bucket", local),
            Err(error) => {
                tracing::warn!(site = site_id, file, %error, "a file is nowhere to be had");
                None
            }
        }
    }

    fn found(&self, from: &str, path: PathBuf) -> Option<PathBuf> {
        self.served.with_label_values(&[from]).inc();
        Some(path)
    }

    /// Whether the shared folder has it. One that does not answer counts as gone for a while.
    async fn shared_has(&self, path: &Path) -> bool {
        let left_until = *self.shared_is_left_until.lock().unwrap_or_else(PoisonError::into_inner);
        if left_until.is_some_and(|until| Instant::now() < until) {
            return false;
        }
        match tokio::time::timeout(SHARED_MAY_TAKE, facts(path)).await {
            Ok(facts) => facts.is_some(),
            Err(_) => {
                tracing::error!("the shared folder of uploads does not answer; buckets stand in for it");
                let until = Some(Instant::now() + LEFT_ALONE);
                *self.shared_is_left_until.lock().unwrap_or_else(PoisonError::into_inner) = until;
                false
            }
        }
    }

    /// Copies what was found in the shared folder here, beside the answer: the next one finds it here.
    fn keep_what_is_asked_for(&self, site: &Site, file: &str, shared: &Path, local: &Path) {
        let (this, site, file) = (self.clone(), site.clone(), file.to_owned());
        let (shared, local) = (shared.to_owned(), local.to_owned());
        tokio::spawn(async move {
            // What the journal does not know may change without a word.
            let Ok(Some(row)) = media::stored(&site, &file).await else { return };
            let copying = this.coming.try_get_with(local.clone(), async { copy(&shared, &local).await });
            if copying.await.is_ok() {
                this.room.changed_by(row.size);
            }
        });
    }

    /// Copies one file of the journal here, or takes it away.
    pub(crate) async fn follow(&self, file: &MediaFile) -> std::result::Result<(), PullError> {
        let config = self.host.config();
        let Some(local) = path_below(&config.media_local_root(), file.site_id, &file.file) else { return Ok(()) };
        let there = facts(&local).await;
        if file.sha256.is_empty() {
            self.copied.remove(&local).await;
            let Some(there) = there else { return Ok(()) };
            self.room.changed_by(-i64::try_from(there.len()).unwrap_or_default());
            return Ok(tokio::fs::remove_file(&local).await?);
        }
        let is_known = self.copied.get(&local).await.is_some_and(|sha256| sha256 == file.sha256);
        if is_known || there.as_ref().is_some_and(|there| is_newer(there, file)) {
            return Ok(());
        }
        let shared = path_below(&config.media_root(), file.site_id, &file.file);
        match shared {
            Some(shared) if self.shared_has(&shared).await => copy(&shared, &local).await?,
            _ => pull(&self.places, file, &local).await.map(drop)?,
        }
        self.room.changed_by(file.size - there.map_or(0, |there| i64::try_from(there.len()).unwrap_or_default()));
        self.copied.insert(local, file.sha256.clone()).await;
        Ok(())
    }
}

/// A copy is kept where the settings give it room, and a folder that is not the shared one.
fn is_kept(host: &Host) -> bool {
    let (local, shared) = (host.config().media_local_root(), host.config().media_root());
    let is_apart = !local.starts_with(&shared) && !shared.starts_with(&local);
    if !is_apart {
        tracing::error!("media_local_dir lies within media_dir, or around it: no copy is kept");
    }
    is_apart && host.config().media_local_mb > 0
}

/// Whether a file here was written after its content was noted: then it has that content.
fn is_newer(facts: &std::fs::Metadata, file: &MediaFile) -> bool {
    let noted = file.changed.and_utc().timestamp();
    let written = facts.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    facts.len() == file.size.unsigned_abs() && written.is_some_and(|written| written.as_secs() as i64 > noted)
}

/// A key as it stands in an address.
fn encoded(key: &str) -> String {
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(key, &KEPT).to_string()
}

async fn facts(path: &Path) -> Option<std::fs::Metadata> {
    tokio::fs::metadata(path).await.ok().filter(std::fs::Metadata::is_file)
}

async fn copy(from: &Path, to: &Path) -> std::result::Result<(), PullError> {
    let part = part_beside(to).await?;
    tokio::fs::copy(from, part.path()).await?;
    Ok(put_in_place(part, to).await?)
}
