//! Pages in Redis, for the other fronts of the same host.

use std::sync::Arc;

use cms::Host;
use sha2::{Digest, Sha256};

use super::{StoredPage, caching, record};

/// The pages that fronts share.
#[derive(Clone, Debug)]
pub struct SharedPages {
    host: Host,
    /// Names the database and the version: a position means nothing to another database's fronts.
    prefix: String,
}

impl SharedPages {
    /// Those of `host`.
    pub fn new(host: Host) -> Self {
        let database = hex::encode(&Sha256::digest(host.config().database_address())[..6]);
        let prefix = format!("platen:page:{}:{database}:", env!("CARGO_PKG_VERSION"));
        Self { host, prefix }
    }

    /// The page under `key` and whether it is fresh: made from a snapshot that had seen every purge of its tags that
    /// this front knows of.
    pub async fn get(&self, key: &str) -> Option<(StoredPage, bool)> {
        if !self.host.redis().is_configured() {
            return None;
        }
        // Before the comparison: whatever is purged from now on makes the page stale here.
        let moment = self.host.generations().now();
        let page = record::read(key, self.host.redis().get(&self.name(key)).await?, moment)?;
        let fresh = self.host.generations().is_fresh_at(page.site_id, &page.tags, page.position);
        Some((page, fresh))
    }

    /// Gives the page to the other fronts, in the background.
    pub fn put(&self, key: &str, page: &Arc<StoredPage>) {
        if !self.host.redis().is_configured() || page.body.len() > caching::LARGEST_SHARED {
            return;
        }
        let (shared, key, page) = (self.clone(), key.to_owned(), page.clone());
        tokio::spawn(async move {
            let Some(record) = record::write(&key, &page) else { return };
            let seconds = shared.host.config().stale_page_seconds.max(1);
            shared.host.redis().set(&shared.name(&key), &record, seconds).await;
        });
    }

    /// Takes the page away, in the background.
    pub fn remove(&self, key: &str) {
        if self.host.redis().is_configured() {
            let (shared, name) = (self.clone(), self.name(key));
            tokio::spawn(async move { shared.host.redis().delete(&name).await });
        }
    }

    fn name(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }
}
