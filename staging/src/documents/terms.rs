//! Terms as documents.

use cms::terms::{entity as term, meta_entity as meta};
use cms::{Error, Result};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use serde_json::{Value, json};

use super::posts::{columns, grouped};
use super::posts_write::ids;
use super::{Document, Key, Kind, meta_rows};

/// How many posts a term has is counted anew on each side.
const NOT_COMPARED: [&str; 3] = ["site_id", "id", "count"];
const ROWS: usize = 500;

/// The next `limit` terms above the number `after`.
pub(super) async fn chunk<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    after: i64,
    limit: u64,
) -> Result<Vec<Document>> {
    let rows = term::Entity::find()
        .filter(term::Column::SiteId.eq(site_id))
        .filter(term::Column::Id.gt(after))
        .order_by_asc(term::Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    documents(connection, site_id, rows).await
}

/// The terms with these numbers.
pub(super) async fn these<C: ConnectionTrait>(connection: &C, site_id: i64, ids: &[i64]) -> Result<Vec<Document>> {
    let rows = term::Entity::find()
        .filter(term::Column::SiteId.eq(site_id))
        .filter(term::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await?;
    documents(connection, site_id, rows).await
}

async fn documents<C: ConnectionTrait>(connection: &C, site_id: i64, rows: Vec<term::Model>) -> Result<Vec<Document>> {
    let metas = meta::Entity::find()
        .filter(meta::Column::SiteId.eq(site_id))
        .filter(meta::Column::TermId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(meta::Column::Id)
        .all(connection)
        .await?;
    let metas = metas.into_iter().map(|row| (row.term_id, format!("meta:{}", row.meta_key), json!(row.meta_value)));
    let mut metas = grouped(metas);
    rows.into_iter()
        .map(|row| {
            let mut fields = columns(&row, &NOT_COMPARED)?;
            fields.extend(metas.remove(&row.id).unwrap_or_default());
            Ok(Document { key: Key::numbered(Kind::Term, row.id), fields })
        })
        .collect()
}

/// Makes these terms what their documents say, with their meta.
pub(super) async fn write<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    for part in documents.chunks(ROWS) {
        let rows: Result<Vec<term::ActiveModel>> =
            part.iter().map(|document| Ok(row(site_id, document)?.into_active_model().reset_all())).collect();
        let written = [
            term::Column::Taxonomy,
            term::Column::Name,
            term::Column::Slug,
            term::Column::Description,
            term::Column::ParentId,
        ];
        let there = OnConflict::columns([term::Column::SiteId, term::Column::Id]).update_columns(written).to_owned();
        term::Entity::insert_many(rows?).on_conflict(there).exec_without_returning(connection).await?;
        metas(connection, site_id, part).await?;
    }
    Ok(())
}

fn row(site_id: i64, document: &Document) -> Result<term::Model> {
    let columns = document.fields.iter().filter(|(name, _)| !name.contains(':'));
    let mut object: serde_json::Map<String, Value> =
        columns.map(|(name, value)| (name.clone(), value.clone())).collect();
    object.insert("site_id".into(), json!(site_id));
    object.insert("id".into(), json!(document.key.number()));
    object.insert("count".into(), json!(0));
    serde_json::from_value(Value::Object(object))
        .map_err(|error| Error::Internal(format!("{} is no term: {error}", document.key)))
}

async fn metas<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    let gone = meta::Entity::delete_many()
        .filter(meta::Column::SiteId.eq(site_id))
        .filter(meta::Column::TermId.is_in(ids(documents)));
    let row = |term_id, key, value| meta::ActiveModel {
        id: NotSet,
        site_id: Set(site_id),
        term_id: Set(term_id),
        meta_key: Set(key),
        meta_value: Set(value),
    };
    meta_rows::replace(connection, documents, gone, row).await
}
