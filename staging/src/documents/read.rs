//! Reads a site's documents, all in chunks or some by their keys.

use std::collections::{BTreeMap, BTreeSet};

use cms::Result;
use cms::terms::entity as term;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{Document, Key, Kind, options, posts, redirects, terms};

/// Documents in one chunk.
pub const CHUNK: u64 = 500;

/// How many documents of a kind come in chunks: posts and terms; the others are few.
pub async fn count<C: ConnectionTrait>(connection: &C, site_id: i64, kind: Kind) -> Result<u64> {
    Ok(match kind {
        Kind::Post => posts::contents(site_id).count(connection).await?,
        Kind::Term => term::Entity::find().filter(term::Column::SiteId.eq(site_id)).count(connection).await?,
        Kind::Option => options::all(connection, site_id).await?.len() as u64,
        Kind::Redirect => redirects::all(connection, site_id).await?.len() as u64,
    })
}

/// The documents of a kind that follow the number `after`, at most [`CHUNK`] posts or terms; all options or redirects
/// for `after` 0. None when there are no more.
pub async fn each_chunk<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    kind: Kind,
    after: i64,
) -> Result<Vec<Document>> {
    match kind {
        Kind::Post => posts::chunk(connection, site_id, after, CHUNK).await,
        Kind::Term => terms::chunk(connection, site_id, after, CHUNK).await,
        Kind::Option if after == 0 => options::all(connection, site_id).await,
        Kind::Redirect if after == 0 => redirects::all(connection, site_id).await,
        Kind::Option | Kind::Redirect => Ok(Vec::new()),
    }
}

/// The documents with these keys; what is not there is left out.
pub async fn read<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    keys: &BTreeSet<Key>,
) -> Result<BTreeMap<Key, Document>> {
    let mut found = BTreeMap::new();
    for kind in Kind::ALL {
        let of_kind: Vec<&Key> = keys.iter().filter(|key| key.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let numbers: Vec<i64> = of_kind.iter().filter_map(|key| key.number()).collect();
        let mut documents = Vec::new();
        match kind {
            Kind::Option => documents = options::all(connection, site_id).await?,
            Kind::Redirect => documents = redirects::all(connection, site_id).await?,
            Kind::Post | Kind::Term => {
                for part in numbers.chunks(CHUNK as usize) {
                    documents.extend(match kind {
                        Kind::Post => posts::these(connection, site_id, part).await?,
                        _ => terms::these(connection, site_id, part).await?,
                    });
                }
            }
        }
        let wanted = documents.into_iter().filter(|document| keys.contains(&document.key));
        found.extend(wanted.map(|document| (document.key.clone(), document)));
    }
    Ok(found)
}
