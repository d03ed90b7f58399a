//! Carries files to a bucket, and takes away there what is gone here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cms::media::{self, MediaFile, Place};
use cms::{Host, Result};
use futures::StreamExt;
use platform::buckets::{Bucket, BucketError};
use tokio::time::Instant;

use crate::condition::Condition;
use crate::key::{content_type, key_of, path_below};
use crate::meters::Meters;
use crate::pace::Pace;

/// Files on their way to one bucket at once.
const AT_ONCE: usize = 16;
/// Files that are asked of the journal at once.
const BATCH: u64 = 500;
/// The first pause after a failure, and the longest.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Carries to one bucket. Knows which files failed, and when to try them again; and whether the bucket as a whole does not do.
#[derive(Debug)]
pub struct Carrier {
    host: Host,
    place: Place,
    bucket: Bucket,
    meters: Meters,
    pace: Arc<Pace>,
    failures: Mutex<HashMap<i64, (u32, Instant)>>,
    condition: Condition,
}

impl Carrier {
    /// A carrier to `bucket`.
    pub fn new(host: &Host, place: Place, bucket: Bucket, meters: &Meters, pace: &Arc<Pace>) -> Self {
        let (host, meters, pace) = (host.clone(), meters.clone(), pace.clone());
        let condition = Condition::new(place);
        Self { host, place, bucket, meters, pace, failures: Mutex::default(), condition }
    }

    /// Hears when the journal has news.
    pub fn hearer(&self) -> platform::bell::Hearer {
        self.host.files_bell().hearer()
    }

    /// Brings the bucket in step with the journal as far as it goes now; tells how many files it brought. What fails
    /// waits, ever longer, and holds up nothing else.
    pub async fn carry_waiting(self: Arc<Self>) -> Result<u64> {
        let (mut after, mut carried) = (0, 0);
        while self.condition.may_try() {
            let waiting = media::waiting(&self.host, self.place, after, BATCH).await?;
            let Some(last) = waiting.last() else { break };
            after = last.id;
            carried += self.clone().carry_batch(waiting).await?;
        }
        self.measure().await?;
        Ok(carried)
    }

    /// Tells how much waits, for how long, and what is wrong: also while the bucket lets everybody wait.
    pub async fn measure(&self) -> Result<()> {
        let oldest = media::waiting(&self.host, self.place, 0, 1).await?;
        let files = if oldest.is_empty() { 0 } else { media::count_waiting(&self.host, self.place).await? };
        let age = oldest.first().map_or(0, |file| (self.host.now() - file.changed).num_seconds());
        self.meters.waiting(self.place, files, age);
        self.condition.tell(&self.host, self.bucket.clock_ahead()).await
    }

    /// Many at once, and noted as many together as came at the same time: a commit costs as much as a small file.
    async fn carry_batch(self: Arc<Self>, waiting: Vec<MediaFile>) -> Result<u64> {
        let due: Vec<MediaFile> = waiting.into_iter().filter(|file| self.is_due(file.id)).collect();
        let is_new = |file: &&MediaFile| !file.sha256.is_empty() && self.place.has(file).is_empty();
        let new: Vec<i64> = due.iter().filter(is_new).map(|file| file.id).collect();
        media::note_under_way(&self.host, self.place, &new).await?;
        let carrier = self.clone();
        let each = futures::stream::iter(due).map(move |file| {
            let carrier = carrier.clone();
            async move { carrier.carry(&file).await }
        });
        let mut arriving = each.buffer_unordered(AT_ONCE).ready_chunks(AT_ONCE);
        let mut carried = 0;
        while let Some(arrived) = arriving.next().await {
            let copied: Vec<(i64, String)> = arrived.into_iter().flatten().collect();
            if !copied.is_empty() {
                media::note_copied(&self.host, self.place, &copied).await?;
            }
            carried += copied.len() as u64;
        }
        Ok(carried)
    }

    fn is_due(&self, id: i64) -> bool {
        let failures = self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        failures.get(&id).is_none_or(|(_, until)| *until <= Instant::now())
    }

    /// The file's number and the hash of what the bucket has of it now; none where that did not work out, or was not tried
    /// since the bucket had failed a moment before.
    async fn carry(&self, file: &MediaFile) -> Option<(i64, String)> {
        if !self.condition.may_try() {
            return None;
        }
        match self.bring_in_step(file).await {
            Ok(()) => {
                self.condition.is_good();
                self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&file.id);
                self.meters.copied(self.place, file.size.unsigned_abs());
                Some((file.id, file.sha256.clone()))
            }
            Err(error) => {
                self.failed(file, &error);
                None
            }
        }
    }

    /// What is wrong with the bucket is no file's fault: then all wait together.
    fn failed(&self, file: &MediaFile, error: &BucketError) {
        self.meters.failed(self.place);
        if !self.condition.failed(error) {
            let mut failures = self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let (times, until) = failures.entry(file.id).or_insert((0, Instant::now()));
            *times += 1;
            *until = Instant::now() + LONGEST_PAUSE.min(PAUSE * 2_u32.saturating_pow((*times).min(10)));
        }
        tracing::warn!(
            site = file.site_id,
            file = file.file,
            place = self.place.name(),
            why = %error,
            "not carried; tried again later"
        );
    }

    async fn bring_in_step(&self, file: &MediaFile) -> std::result::Result<(), BucketError> {
        let key = key_of(file);
        if file.sha256.is_empty() {
            return self.bucket.delete(&key).await;
        }
        let root = self.host.config().media_root();
        let leads_out = || BucketError::File(std::io::Error::other("its path leads out of the folder"));
        let path = path_below(&root, file.site_id, &file.file).ok_or_else(leads_out)?;
        self.pace.take(file.size.unsigned_abs()).await;
        self.bucket.put(&key, &path, &file.sha256, &content_type(&file.file)).await
    }
}
