//! Keeps a front's copy in step with the journal.

use std::collections::HashSet;
use std::time::Duration;

use chrono::NaiveDateTime;
use cms::{Result, library, media, sites};
use futures::StreamExt;
use tokio::time::Instant;

use crate::cursor::Cursor;
use crate::local::LocalCopy;

/// How often the journal is read for news when nothing rings.
const POLL: Duration = Duration::from_millis(500);
/// A change counts from the moment that its verb noted, and commits a little later: so far back is read again, seldom;
/// between two such readings only the last moments are.
const OVERLAP: chrono::Duration = chrono::Duration::seconds(60);
const SHORT_OVERLAP: chrono::Duration = chrono::Duration::seconds(3);
const LOOK_BACK_EVERY: Duration = Duration::from_secs(15);
/// The journal keeps what is gone for seven days: who was away for longer knows nothing any more.
const LONGEST_AWAY: chrono::Duration = chrono::Duration::days(6);
/// A front that died a moment ago left files that were being written, and they are too young to be told from living ones
/// when it is back: they are looked for again. Later the count of what is there is set right now and then.
const COUNT_AGAIN_AFTER: Duration = Duration::from_secs(20);
const COUNT_EVERY: Duration = Duration::from_secs(3_600);
/// Rows that are read at once, and files that are copied at once.
const BATCH: u64 = 500;
const AT_ONCE: usize = 4;

/// Keeps this front's copy in step with the journal until `stop` completes. New files come to it as they are noted;
/// those from before it began come when they are asked for. What is fetched from buckets is bounded in any case.
pub async fn follow_journal(copy: LocalCopy, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    tokio::select! {
        biased;
        () = &mut stop => {}
        () = follow(&copy) => {}
        () = copy.host.files_bell().listen_once() => {}
    }
}

async fn follow(copy: &LocalCopy) {
    let mut hearer = copy.host.files_bell().hearer();
    let mut reader = Reader::begin(copy).await;
    let mut count_at = Instant::now() + COUNT_AGAIN_AFTER;
    loop {
        if copy.is_kept() {
            reader.read(copy).await;
        }
        if Instant::now() >= count_at {
            count_at = Instant::now() + COUNT_EVERY;
            count(copy).await;
        }
        make_room(copy).await;
        tokio::select! {
            () = hearer.rings() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// How far the journal was read.
struct Reader {
    cursor: Cursor,
    /// To where all is read that could still commit.
    read_to: NaiveDateTime,
    /// The last moment that anything was noted.
    newest: NaiveDateTime,
    look_back_at: Instant,
}

impl Reader {
    /// Reads on where this front was; one that was away for too long begins anew with nothing.
    async fn begin(copy: &LocalCopy) -> Self {
        let now = copy.host.now();
        let cursor = Cursor::of(&copy.host.config().media_local_root());
        let known = cursor.read().await.filter(|read_to| now - *read_to < LONGEST_AWAY);
        let prepared = match known {
            Some(_) => copy.room.count().await,
            None if copy.is_kept() => copy.room.clear().await,
            None => copy.room.count().await,
        };
        if let Err(error) = prepared {
            tracing::warn!(%error, "this front's copy of uploads cannot be looked through");
        }
        let read_to = known.unwrap_or(now) - OVERLAP;
        Self { cursor, read_to, newest: read_to, look_back_at: Instant::now() }
    }

    async fn read(&mut self, copy: &LocalCopy) {
        let looks_back = Instant::now() >= self.look_back_at;
        let since = if looks_back { self.read_to } else { self.newest - SHORT_OVERLAP };
        let begun = copy.host.now();
        match self.follow_since(copy, since).await {
            Ok(()) if looks_back => {
                self.look_back_at = Instant::now() + LOOK_BACK_EVERY;
                self.read_to = self.read_to.max(begun - OVERLAP);
                self.newest = self.newest.max(self.read_to);
                if let Err(error) = self.cursor.write(begun).await {
                    tracing::debug!(%error, "this front's place in the journal is not noted");
                }
            }
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "the journal of files cannot be read; tried again"),
        }
        let lag = (copy.host.now() - begun).num_seconds();
        copy.held.with_label_values(&["lag_seconds"]).set(lag);
    }

    async fn follow_since(&mut self, copy: &LocalCopy, since: NaiveDateTime) -> Result<()> {
        let (mut changed, mut id) = (since, 0);
        loop {
            let rows = media::changed(&copy.host, changed, id, BATCH).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            (changed, id) = (last.changed, last.id);
            self.newest = self.newest.max(changed);
            futures::stream::iter(rows).for_each_concurrent(AT_ONCE, |file| async move {
                if let Err(error) = copy.follow(&file).await {
                    tracing::debug!(site = file.site_id, file = file.file, %error, "not copied here; it comes when it is asked for");
                }
            }).await;
        }
    }
}

async fn count(copy: &LocalCopy) {
    if let Err(error) = forget_lost_sites(copy).await {
        tracing::warn!(%error, "this front's copies of sites that are gone are still there");
    }
    if let Err(error) = copy.room.count().await {
        tracing::warn!(%error, "this front's copy of uploads cannot be looked through");
    }
}

/// Files of sites that were removed are nobody's. This front may have been away while they went.
async fn forget_lost_sites(copy: &LocalCopy) -> Result<()> {
    let config = copy.host.config();
    let root = config.media_local_root();
    if root == config.media_root() || !root.is_dir() {
        return Ok(());
    }
    let known: HashSet<i64> = sites::with_deleted(&copy.host).await?.into_iter().map(|site| site.id).collect();
    for entry in std::fs::read_dir(&root)? {
        let entry = entry?;
        let number = entry.file_name().to_string_lossy().parse::<i64>().ok();
        if number.is_some_and(|number| !known.contains(&number)) {
            library::forget_folder(entry.path()).await?;
        }
    }
    Ok(())
}

async fn make_room(copy: &LocalCopy) {
    copy.held.with_label_values(&["bytes"]).set(i64::try_from(copy.room.used()).unwrap_or(i64::MAX));
    if !copy.room.is_full() {
        return;
    }
    match copy.room.make().await {
        Ok(files) => tracing::info!(files, "this front's copy of uploads made room"),
        Err(error) => tracing::warn!(%error, "this front's copy of uploads could not make room"),
    }
}
