//! A write transaction that cannot forget its purges: what it changes and what it makes stale commit together.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::DatabaseTransaction;

use crate::audit::{self, Deed};
use crate::{CacheTag, Host, Result, Site, purges, search_engines};

/// An open change of one site (or, with site 0, of the whole host). Dropped without [`Change::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Change {
    host: Host,
    site_id: i64,
    transaction: DatabaseTransaction,
    stale: BTreeSet<CacheTag>,
    deeds: Vec<Deed>,
    rings: AtomicBool,
    rings_for_files: AtomicBool,
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
        let (stale, deeds) = (BTreeSet::new(), Vec::new());
        let (rings, rings_for_files) = (AtomicBool::new(false), AtomicBool::new(false));
        Ok(Self { host: host.clone(), site_id, transaction, stale, deeds, rings, rings_for_files })
    }

    /// The connection that the change's statements run on.
    pub fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Notes that pages made from `tag` are stale once this commits.
    pub fn makes_stale(&mut self, tag: CacheTag) {
        self.stale.insert(tag);
    }

    /// Notes that runners should look for due events once this commits.
    pub(crate) fn rings_the_runner(&self) {
        self.rings.store(true, Ordering::Relaxed);
    }

    /// Notes that syncers and fronts should look for new files once this commits.
    pub(crate) fn rings_for_files(&self) {
        self.rings_for_files.store(true, Ordering::Relaxed);
    }

    /// Notes for the audit log what this does. Where a verb notes nothing, its purges tell what it touched.
    pub fn notes(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    /// The host whose change it is.
    pub(crate) fn host(&self) -> &Host {
        &self.host
    }

    /// The number of the site whose change it is; 0 for the whole host's.
    pub(crate) fn site_id(&self) -> i64 {
        self.site_id
    }

    /// What it makes stale so far.
    pub(crate) fn stale(&self) -> impl Iterator<Item = &CacheTag> {
        self.stale.iter()
    }

    /// Commits rows, purges, what search engines are told and audit lines together, then sees to it that this process has read the purges: whoever made
    /// the change sees it in the next page.
    pub async fn commit(self) -> Result<()> {
        search_engines::note(&self).await?;
        let Self { host, site_id, transaction, stale, deeds, rings, rings_for_files } = self;
        audit::write(&transaction, &host, site_id, deeds, &stale).await?;
        if !stale.is_empty() {
            purges::enqueue(&transaction, &host, site_id, &stale).await?;
        }
        transaction.commit().await?;
        if !stale.is_empty() {
            host.purges().announce().await;
        }
        if rings.into_inner() {
            host.bell().ring().await;
        }
        if rings_for_files.into_inner() {
            host.files_bell().ring().await;
        }
        Ok(())
    }
}
