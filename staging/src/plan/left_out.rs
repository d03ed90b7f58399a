//! What a plan leaves out, by the names that people know.

use std::collections::{BTreeMap, BTreeSet};

use cms::{Result, Site};

use super::{Plan, numbers};
use crate::documents::{self, Document, Key};

/// A change that was left out by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The row on production.
    pub key: Key,
    /// What a person calls it.
    pub title: String,
    /// `page`, `category`, `option`, ….
    pub sort: String,
}

/// The changes that this plan leaves out; a row that went meanwhile is named by its key.
pub async fn left_out(production: &Site, staging: &Site, plan: &Plan) -> Result<Vec<LeftOut>> {
    let keys: BTreeSet<Key> = plan.left_out.iter().cloned().collect();
    let mut found: BTreeMap<Key, Document> = documents::read(production.writer(), production.id(), &keys).await?;
    let numbers = numbers::load(staging).await?;
    let here = documents::read(staging.writer(), staging.id(), &numbers.keys_here(&keys)).await?;
    found.extend(here.into_iter().map(|(key, document)| (numbers.key(&key), document)));
    let told = keys.into_iter().map(|key| match found.get(&key) {
        Some(document) => LeftOut { title: document.title(), sort: document.sort().to_owned(), key },
        None => LeftOut { title: key.id.clone(), sort: key.kind.name().to_owned(), key },
    });
    Ok(told.collect())
}
