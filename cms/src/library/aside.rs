//! Where an upload goes while the shared folder is away: into a bucket, from where the folder gets it when it is back.

use std::time::Duration;

use platform::buckets::{Bucket, time_for};

use super::receive::Received;
use crate::formatting::unique_file_name_parts;
use crate::media::StoredFile;
use crate::{Error, Result, Site};

/// How long the shared folder may take to take a new file: one whose server is gone answers nothing at all.
pub(super) const FOLDER_MAY_TAKE: Duration = Duration::from_secs(5);

/// Whether there is anything that could stand in for the folder.
pub(super) fn is_possible(site: &Site) -> bool {
    addresses(site).next().is_some()
}

/// Puts a received file into the first bucket that takes it. Its name has a mark that no other has: which names are free only
/// the folder could tell.
pub(super) async fn keep(site: &Site, received: &Received, folder: &str, name: &str) -> Result<StoredFile> {
    let (stem, extension) = unique_file_name_parts(name);
    let mark = uuid::Uuid::new_v4().as_fields().0;
    let file = format!("{folder}{stem}-{mark:08x}{extension}");
    let kind = mime_guess::from_path(&file).first_or_octet_stream().to_string();
    for address in addresses(site) {
        let Ok(bucket) = Bucket::open(address) else { continue };
        let key = key(site, &file);
        let putting = bucket.put(&key, received.path(), received.sha256(), &kind);
        let Ok(put) = tokio::time::timeout(time_for(received.length()), putting).await else {
            tracing::warn!(site = site.id(), "a bucket took too long to take an upload");
            continue;
        };
        match put {
            Ok(()) => {
                tracing::warn!(site = site.id(), file, "the shared folder is away: an upload went into a bucket");
                return Ok(StoredFile { file, size: received.length(), sha256: received.sha256().to_owned() });
            }
            Err(error) => tracing::warn!(site = site.id(), %error, "a bucket did not take an upload"),
        }
    }
    let message = "Neither the shared folder nor a bucket takes files at the moment. Try again later.";
    Err(Error::refused("rest_upload_storage_away", message))
}

/// Takes away what no row came to.
pub(super) async fn discard(site: &Site, file: &str) {
    for address in addresses(site) {
        if let Ok(bucket) = Bucket::open(address)
            && let Err(error) = bucket.delete(&key(site, file)).await
        {
            tracing::warn!(site = site.id(), file, %error, "a file without an attachment is left in a bucket");
        }
    }
}

fn key(site: &Site, file: &str) -> String {
    format!("{}/{file}", site.id())
}

fn addresses(site: &Site) -> impl Iterator<Item = &str> {
    let config = site.host().config();
    let both = [config.bucket_a.as_deref(), config.bucket_b.as_deref()];
    both.into_iter().flatten().filter(|address| !address.is_empty())
}
