//! Posts as documents.

use std::collections::{BTreeMap, HashMap};

use cms::media::entity as media;
use cms::posts::{entity as post, meta_entity as meta};
use cms::terms::{entity as term, relationship_entity as relationship};
use cms::{Error, Result};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::owned::PASSING_META;
use super::{Document, Fields, Key, Kind};

/// Columns that are counted or part of the key, and so say nothing.
const NOT_COMPARED: [&str; 3] = ["site_id", "id", "comment_count"];

/// Post types that stay where they are made: what was there before a save is each side's own past.
const NOT_CONTENT: [&str; 1] = ["revision"];

/// The next `limit` posts above the number `after`, in their order.
pub(super) async fn chunk<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    after: i64,
    limit: u64,
) -> Result<Vec<Document>> {
    let rows = contents(site_id)
        .filter(post::Column::Id.gt(after))
        .order_by_asc(post::Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    documents(connection, site_id, rows).await
}

/// The posts with these numbers.
pub(super) async fn these<C: ConnectionTrait>(connection: &C, site_id: i64, ids: &[i64]) -> Result<Vec<Document>> {
    let rows = contents(site_id)
        .filter(post::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(post::Column::Id)
        .all(connection)
        .await?;
    documents(connection, site_id, rows).await
}

/// Every post of the site that is content.
pub(super) fn contents(site_id: i64) -> sea_orm::Select<post::Entity> {
    post::Entity::find()
        .filter(post::Column::SiteId.eq(site_id))
        .filter(post::Column::PostType.is_not_in(NOT_CONTENT))
        .filter(post::Column::Status.ne("auto-draft"))
}

async fn documents<C: ConnectionTrait>(connection: &C, site_id: i64, rows: Vec<post::Model>) -> Result<Vec<Document>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut metas = metas(connection, site_id, &ids).await?;
    let mut terms = terms(connection, site_id, &ids).await?;
    let mut files = files(connection, site_id, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let mut fields = columns(&row, &NOT_COMPARED)?;
            fields.extend(metas.remove(&row.id).unwrap_or_default());
            fields.extend(terms.remove(&row.id).unwrap_or_default());
            fields.extend(files.remove(&row.id).map(|file| ("media".to_owned(), file)));
            Ok(Document { key: Key::numbered(Kind::Post, row.id), fields })
        })
        .collect()
}

/// A row's columns as fields, but for those named.
pub(super) fn columns(row: &impl serde::Serialize, without: &[&str]) -> Result<Fields> {
    let value = serde_json::to_value(row).map_err(|error| Error::Internal(error.to_string()))?;
    let Value::Object(columns) = value else { return Err(Error::Internal("a row is no object".into())) };
    Ok(columns.into_iter().filter(|(name, _)| !without.contains(&name.as_str())).collect())
}

async fn metas<C: ConnectionTrait>(connection: &C, site_id: i64, ids: &[i64]) -> Result<HashMap<i64, Fields>> {
    let rows = meta::Entity::find()
        .filter(meta::Column::SiteId.eq(site_id))
        .filter(meta::Column::PostId.is_in(ids.iter().copied()))
        .filter(meta::Column::MetaKey.is_not_in(PASSING_META))
        .order_by_asc(meta::Column::Id)
        .all(connection)
        .await?;
    Ok(grouped(rows.into_iter().map(|row| (row.post_id, format!("meta:{}", row.meta_key), json!(row.meta_value)))))
}

async fn terms<C: ConnectionTrait>(connection: &C, site_id: i64, ids: &[i64]) -> Result<HashMap<i64, Fields>> {
    let rows = relationship::Entity::find()
        .filter(relationship::Column::SiteId.eq(site_id))
        .filter(relationship::Column::PostId.is_in(ids.iter().copied()))
        .order_by_asc(relationship::Column::TermId)
        .all(connection)
        .await?;
    let taxonomies = taxonomies(connection, site_id, rows.iter().map(|row| row.term_id).collect()).await?;
    let found = rows.into_iter().filter_map(|row| {
        let taxonomy = taxonomies.get(&row.term_id)?;
        Some((row.post_id, format!("terms:{taxonomy}"), json!([row.term_id, row.position])))
    });
    Ok(grouped(found))
}

async fn taxonomies<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    mut ids: Vec<i64>,
) -> Result<HashMap<i64, String>> {
    ids.sort_unstable();
    ids.dedup();
    let pairs: Vec<(i64, String)> = term::Entity::find()
        .select_only()
        .columns([term::Column::Id, term::Column::Taxonomy])
        .filter(term::Column::SiteId.eq(site_id))
        .filter(term::Column::Id.is_in(ids))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(pairs.into_iter().collect())
}

async fn files<C: ConnectionTrait>(connection: &C, site_id: i64, ids: &[i64]) -> Result<HashMap<i64, Value>> {
    let rows = media::Entity::find()
        .filter(media::Column::SiteId.eq(site_id))
        .filter(media::Column::PostId.is_in(ids.iter().copied()))
        .all(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let fields: serde_json::Map<_, _> = columns(&row, &["site_id", "post_id"])?.into_iter().collect();
            Ok((row.post_id, Value::Object(fields)))
        })
        .collect()
}

/// Values by owner and field, each field a list in the order in which they came.
pub(super) fn grouped(values: impl Iterator<Item = (i64, String, Value)>) -> HashMap<i64, Fields> {
    let mut grouped: HashMap<i64, BTreeMap<String, Value>> = HashMap::new();
    for (owner, field, value) in values {
        let list = grouped.entry(owner).or_default().entry(field).or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(value);
        }
    }
    grouped
}
