//! A write transaction that cannot forget its purges: what it changes and what it makes stale commit together.

use std::collections::BTreeSet;

use sea_orm::DatabaseTransaction;

use crate::{CacheTag, Host, Result, Site, purges};

/// An open change of one site (or, with site 0, of the whole host). Dropped without [`Change::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Change {
    host: Host,
    site_id: i64,
    transaction: DatabaseTransaction,
    stale: BTreeSet<CacheTag>,
}

impl Change {
    /// Begins a change of `site`.
    pub async fn begin(site: &Site) -> Result<Self> {
        Self::begin_for(site.host(), site.id()).await
    }

    /// Begins a change that belongs to no one site.
    pub async fn begin_for_host(host: &Host) -> Result<Self> {
        Self::begin_for(host, 0).await
    }

    async fn begin_for(host: &Host, site_id: i64) -> Result<Self> {
        let transaction = host.database().begin().await?;
        Ok(Self { host: host.clone(), site_id, transaction, stale: BTreeSet::new() })
    }

    /// The connection that the change's statements run on.
    pub fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Notes that pages made from `tag` are stale once this commits.
    pub fn makes_stale(&mut self, tag: CacheTag) {
        self.stale.insert(tag);
    }

    /// Commits rows and purges together, then sees to it that this process has read the purges: whoever made the
    /// change sees it in the next page.
    pub async fn commit(self) -> Result<()> {
        let Self { host, site_id, transaction, stale } = self;
        if !stale.is_empty() {
            purges::enqueue(&transaction, &host, site_id, &stale).await?;
        }
        transaction.commit().await?;
        if !stale.is_empty() {
            host.purges().announce().await;
        }
        Ok(())
    }
}
