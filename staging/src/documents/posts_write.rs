//! Writes documents of posts: rows that are there keep what visitors added to them.

use std::collections::BTreeSet;

use cms::media::entity as media;
use cms::posts::{entity as post, meta_entity as meta};
use cms::terms::{entity as term, relationship_entity as relationship};
use cms::{Error, Result};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable,
    QueryFilter, QuerySelect, Set,
};
use serde_json::{Value, json};

use super::meta_rows::values;
use super::owned::PASSING_META;
use super::{Document, meta_rows};

/// Rows in one statement: SQLite takes 32,766 values.
const ROWS: usize = 500;

/// Makes these posts what their documents say, with meta, terms and what is known of their file.
pub(super) async fn write<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    for part in documents.chunks(ROWS) {
        rows(connection, site_id, part).await?;
        metas(connection, site_id, part).await?;
        terms(connection, site_id, part).await?;
        files(connection, site_id, part).await?;
    }
    Ok(())
}

async fn rows<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    let models: Result<Vec<post::ActiveModel>> =
        documents.iter().map(|document| Ok(row(site_id, document)?.into_active_model().reset_all())).collect();
    // How many comments there are is production's to say.
    let key = [post::Column::SiteId, post::Column::Id];
    let columns = post::Column::iter()
        .filter(|column| !matches!(column, post::Column::SiteId | post::Column::Id | post::Column::CommentCount));
    let there = OnConflict::columns(key).update_columns(columns).to_owned();
    post::Entity::insert_many(models?).on_conflict(there).exec_without_returning(connection).await?;
    Ok(())
}

/// The row that a document describes.
pub fn row(site_id: i64, document: &Document) -> Result<post::Model> {
    let columns = document.fields.iter().filter(|(name, _)| !name.contains(':') && *name != "media");
    let mut object: serde_json::Map<String, Value> =
        columns.map(|(name, value)| (name.clone(), value.clone())).collect();
    object.insert("site_id".into(), json!(site_id));
    object.insert("id".into(), json!(document.key.number()));
    object.insert("comment_count".into(), json!(0));
    serde_json::from_value(Value::Object(object))
        .map_err(|error| Error::Internal(format!("{} is no post: {error}", document.key)))
}

/// The terms of a post.
pub fn term_ids(document: &Document) -> Vec<i64> {
    values(document, "terms:").filter_map(|(_, pair)| pair[0].as_i64()).collect()
}

pub(super) fn ids(documents: &[&Document]) -> Vec<i64> {
    documents.iter().filter_map(|document| document.key.number()).collect()
}

async fn metas<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    let gone = meta::Entity::delete_many()
        .filter(meta::Column::SiteId.eq(site_id))
        .filter(meta::Column::PostId.is_in(ids(documents)))
        .filter(meta::Column::MetaKey.is_not_in(PASSING_META));
    let row = |post_id, key, value| meta::ActiveModel {
        id: NotSet,
        site_id: Set(site_id),
        post_id: Set(post_id),
        meta_key: Set(key),
        meta_value: Set(value),
    };
    meta_rows::replace(connection, documents, gone, row).await
}

async fn terms<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    relationship::Entity::delete_many()
        .filter(relationship::Column::SiteId.eq(site_id))
        .filter(relationship::Column::PostId.is_in(ids(documents)))
        .exec(connection)
        .await?;
    let known = known_terms(connection, site_id, documents).await?;
    let rows: Vec<relationship::ActiveModel> = documents
        .iter()
        .flat_map(|document| {
            let post_id = document.key.number().unwrap_or_default();
            values(document, "terms:").map(move |(_, pair)| relationship::ActiveModel {
                site_id: Set(site_id),
                post_id: Set(post_id),
                term_id: Set(pair[0].as_i64().unwrap_or_default()),
                position: Set(pair[1].as_i64().unwrap_or_default()),
            })
        })
        .filter(|row| known.contains(row.term_id.as_ref()))
        .collect();
    for part in rows.chunks(ROWS) {
        relationship::Entity::insert_many(part.to_vec()).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// A term that somebody deleted meanwhile is given to nobody.
async fn known_terms<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    documents: &[&Document],
) -> Result<BTreeSet<i64>> {
    let wanted: BTreeSet<i64> = documents.iter().flat_map(|document| term_ids(document)).collect();
    let known: Vec<i64> = term::Entity::find()
        .select_only()
        .column(term::Column::Id)
        .filter(term::Column::SiteId.eq(site_id))
        .filter(term::Column::Id.is_in(wanted))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(known.into_iter().collect())
}

async fn files<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[&Document]) -> Result<()> {
    media::Entity::delete_many()
        .filter(media::Column::SiteId.eq(site_id))
        .filter(media::Column::PostId.is_in(ids(documents)))
        .exec(connection)
        .await?;
    let with_file = documents.iter().filter_map(|document| Some((document, document.fields.get("media")?)));
    let rows: Result<Vec<media::ActiveModel>> = with_file
        .map(|(document, media)| {
            let mut media = media.clone();
            media["site_id"] = json!(site_id);
            media["post_id"] = json!(document.key.number());
            let row: media::Model = serde_json::from_value(media)
                .map_err(|error| Error::Internal(format!("{} has no file: {error}", document.key)))?;
            Ok(row.into_active_model().reset_all())
        })
        .collect();
    let rows = rows?;
    if !rows.is_empty() {
        media::Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}
