//! Reads the environment as a whole and finds what is not as it was.

use std::collections::{BTreeMap, HashMap, HashSet};

use cms::{Result, Site};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::base;
use crate::documents::{self, Addresses, Document, Key, Kind, Numbers, Snapshot};
use crate::environments::Progress;

/// A row that is not as it was when the clone was made.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    /// As the environment knows it.
    pub(super) staging_key: Key,
    /// What it says now, in production's terms; none where it is gone.
    pub(super) staging: Option<Document>,
    /// Whether the clone had it.
    pub(super) has_base: bool,
}

/// How the environment's documents become comparable.
pub(super) struct Terms {
    pub(super) addresses: Addresses,
    pub(super) numbers: Numbers,
    pub(super) authors: HashMap<i64, Result<i64, String>>,
}

impl Terms {
    /// The document in production's terms.
    pub(super) fn of(&self, document: Document) -> Document {
        let mut document = self.numbers.on_production(self.addresses.as_on_production(document));
        let author = document.number("author_id");
        if let Some(Ok(there)) = self.authors.get(&author).filter(|_| document.key.kind == Kind::Post) {
            document.fields.insert("author_id".into(), json!(there));
        }
        document
    }
}

/// Everything that differs from the base.
pub(super) async fn changed(
    staging: &Site,
    snapshot: &Snapshot,
    terms: &Terms,
    progress: &dyn Progress,
) -> Result<Vec<Changed>> {
    let bases = base::digests(snapshot.connection(), staging.id()).await?;
    let mut seen: HashSet<Key> = HashSet::with_capacity(bases.len());
    let mut changed = Vec::new();
    progress.begin("Staging", bases.len() as u64);
    for kind in Kind::ALL {
        let mut after = 0;
        loop {
            let chunk = documents::each_chunk(snapshot.connection(), staging.id(), kind, after).await?;
            let last = chunk.last().and_then(|document| document.key.number());
            for document in chunk {
                let staging_key = document.key.clone();
                let document = terms.of(document);
                let known = bases.get(&staging_key);
                if known.is_none_or(|known| *known != document.digest()) {
                    let has_base = known.is_some();
                    changed.push(Changed { staging_key: staging_key.clone(), staging: Some(document), has_base });
                }
                seen.insert(staging_key);
            }
            progress.reached(seen.len() as u64);
            match last {
                Some(last) => after = last,
                None => break,
            }
        }
    }
    let gone = bases.into_keys().filter(|key| !seen.contains(key));
    changed.extend(gone.map(|staging_key| Changed { staging_key, staging: None, has_base: true }));
    changed.sort_by(|one, other| one.staging_key.cmp(&other.staging_key));
    Ok(changed)
}

/// All changes of the environment as one digest.
pub(super) fn state(changed: &[Changed]) -> String {
    let lines = changed.iter().map(|changed| {
        let digest = changed.staging.as_ref().map(Document::digest).unwrap_or_default();
        format!("{} {digest}\n", changed.staging_key)
    });
    hex::encode(Sha256::digest(lines.collect::<String>().as_bytes()))
}

/// How many rows production changed, made or deleted since the clone, besides those in `others`.
pub(super) async fn production_changes(
    production: &Site,
    snapshot: &Snapshot,
    staging: &Snapshot,
    terms: &Terms,
    others: &BTreeMap<Key, Key>,
    progress: &dyn Progress,
) -> Result<u64> {
    let bases = base::digests(staging.connection(), production.id()).await?;
    let mut bases: HashMap<Key, String> =
        bases.into_iter().map(|(key, digest)| (terms.numbers.key(&key), digest)).collect();
    let (mut different, mut read) = (0, 0);
    progress.begin("Production", bases.len() as u64);
    for kind in Kind::ALL {
        let mut after = 0;
        loop {
            let chunk = documents::each_chunk(snapshot.connection(), production.id(), kind, after).await?;
            let last = chunk.last().and_then(|document| document.key.number());
            read += chunk.len() as u64;
            for document in chunk {
                let known = bases.remove(&document.key);
                if others.contains_key(&document.key) {
                    continue;
                }
                let digest = terms.addresses.as_on_production(document).digest();
                different += u64::from(known != Some(digest));
            }
            progress.reached(read);
            match last {
                Some(last) => after = last,
                None => break,
            }
        }
    }
    Ok(different + bases.keys().filter(|key| !others.contains_key(key)).count() as u64)
}
