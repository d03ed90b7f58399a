//! Reads copies again by turns, and mends what has rotted from a copy that is good.

use cms::media::{self, MediaFile};
use cms::{Host, Result};
use platform::buckets::{Bucket, BucketError, Fault, time_for};
use platform::file_hash;
use sha2::{Digest, Sha256};

use crate::key::{content_type, key_of, path_below};
use crate::places::Places;
use crate::pull::pull;

/// Files that are asked of the journal at once.
const BATCH: u64 = 200;

/// What a round found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scrubbed {
    /// Files whose copies were read.
    pub files: u64,
    /// Copies that were missing or had another content, and are good again.
    pub mended: u64,
    /// Copies that could not be mended: no other one is good.
    pub lost: u64,
    /// Copies that nobody could read: a bucket was away, or too slow.
    pub unread: u64,
}

/// Compares the copies of up to `how_many` files that nobody looked at for the set number of days.
pub async fn scrub(host: &Host, places: &Places, how_many: u64) -> Result<Scrubbed> {
    let days = i64::try_from(host.config().media_scrub_days).unwrap_or(i64::MAX);
    if days == 0 {
        return Ok(Scrubbed::default());
    }
    let before = host.now() - chrono::Duration::days(days.min(36_500));
    let mut scrubbed = Scrubbed::default();
    for file in media::unchecked(host, before, how_many).await? {
        scrub_one(host, places, &file, &mut scrubbed).await?;
        // A bucket that does not answer says nothing of its copies: they are looked at when it is back.
        if scrubbed.unread > 0 {
            break;
        }
        media::note_checked(host, file.id).await?;
        scrubbed.files += 1;
    }
    Ok(scrubbed)
}

/// Compares the copies of all files, whenever somebody looked at them last.
pub async fn scrub_all(host: &Host, places: &Places) -> Result<Scrubbed> {
    let (mut scrubbed, mut after) = (Scrubbed::default(), 0);
    loop {
        let files = media::every_file(host, after, BATCH).await?;
        let Some(last) = files.last() else { return Ok(scrubbed) };
        after = last.id;
        for file in &files {
            let unread = scrubbed.unread;
            scrub_one(host, places, file, &mut scrubbed).await?;
            if scrubbed.unread == unread {
                media::note_checked(host, file.id).await?;
            }
            scrubbed.files += 1;
        }
    }
}

async fn scrub_one(host: &Host, places: &Places, file: &MediaFile, scrubbed: &mut Scrubbed) -> Result<()> {
    let Some(path) = path_below(&host.config().media_root(), file.site_id, &file.file) else { return Ok(()) };
    if !file_hash::of_file(&path).await.is_ok_and(|read| read.text() == file.sha256) {
        match pull(places, file, &path).await {
            Ok(place) => {
                scrubbed.mended += 1;
                tracing::warn!(
                    site = file.site_id,
                    file = file.file,
                    from = place.name(),
                    "a file was mended from a bucket"
                );
            }
            Err(error) => {
                scrubbed.lost += 1;
                tracing::error!(site = file.site_id, file = file.file, %error, "a file has changed and no copy is good");
                return Ok(());
            }
        }
    }
    for (place, bucket) in places.configured() {
        if place.has(file) != file.sha256 {
            continue;
        }
        if places.is_slow(place) {
            scrubbed.unread += 1;
            continue;
        }
        match content_hash(&bucket, file).await {
            Ok(found) if found.as_deref() == Some(file.sha256.as_str()) => continue,
            Ok(_) => {}
            Err(error) => {
                scrubbed.unread += 1;
                places.gave_nothing(place);
                tracing::warn!(site = file.site_id, file = file.file, place = place.name(), %error, "a copy was not read");
                continue;
            }
        }
        let put = bucket.put(&key_of(file), &path, &file.sha256, &content_type(&file.file)).await;
        match put {
            Ok(()) => scrubbed.mended += 1,
            // Carried again as soon as the bucket takes it.
            Err(_) => media::note_copied(host, place, &[(file.id, String::new())]).await?,
        }
        tracing::warn!(site = file.site_id, file = file.file, place = place.name(), "a bucket's copy had changed");
    }
    Ok(())
}

/// The hash of what a bucket has of a file; none for nothing, and for what the bucket itself knows to have changed.
async fn content_hash(bucket: &Bucket, file: &MediaFile) -> std::result::Result<Option<String>, BucketError> {
    let reading = async {
        let mut content = match bucket.get(&key_of(file)).await {
            Err(BucketError::Missing) => return Ok(None),
            content => content?,
        };
        let mut hash = Sha256::new();
        loop {
            match content.next().await {
                Ok(Some(piece)) => hash.update(&piece),
                Ok(None) => return Ok(Some(hex::encode(hash.finalize()))),
                Err(BucketError::Altered) => return Ok(None),
                Err(error) => return Err(error),
            }
        }
    };
    let silent = || BucketError::Failed { fault: Fault::Silent, why: "it was being read".to_owned() };
    let read = tokio::time::timeout(time_for(file.size.unsigned_abs()), reading).await;
    read.unwrap_or_else(|_| Err(silent()))
}
