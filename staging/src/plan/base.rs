//! The base of a clone: every document as it was, under the number that the environment knows it by.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cms::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use crate::documents::{Document, Key, Kind};

/// A row of `staging_base`.
pub(crate) mod entity {
    use sea_orm::entity::prelude::*;

    /// A document of the base.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "staging_base")]
    pub struct Model {
        /// The site.
        #[sea_orm(primary_key, auto_increment = false)]
        pub site_id: i64,
        /// A kind's name.
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        /// The number or name within the environment.
        #[sea_orm(primary_key, auto_increment = false)]
        pub row_key: String,
        /// Of the document, in hexadecimal.
        pub digest: String,
        /// Its fields as JSON, in production's terms.
        pub document: String,
    }

    /// No relations: rows are reached through their site.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Keeps these documents under their own keys.
pub(crate) async fn keep<C: ConnectionTrait>(connection: &C, site_id: i64, documents: &[Document]) -> Result<()> {
    let pairs: Vec<(Key, &Document)> = documents.iter().map(|document| (document.key.clone(), document)).collect();
    keep_under(connection, site_id, &pairs).await
}

/// Keeps documents under the keys that the environment knows them by.
pub(crate) async fn keep_under<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    documents: &[(Key, &Document)],
) -> Result<()> {
    let key = [entity::Column::SiteId, entity::Column::Kind, entity::Column::RowKey];
    let renewed = [entity::Column::Digest, entity::Column::Document];
    let there = OnConflict::columns(key).update_columns(renewed).to_owned();
    for part in documents.chunks(500) {
        let rows = part.iter().map(|(key, document)| entity::ActiveModel {
            site_id: Set(site_id),
            kind: Set(key.kind.name().to_owned()),
            row_key: Set(key.id.clone()),
            digest: Set(document.digest()),
            document: Set(document.text()),
        });
        entity::Entity::insert_many(rows).on_conflict(there.clone()).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Forgets the documents with these keys.
pub(crate) async fn forget<C: ConnectionTrait>(connection: &C, site_id: i64, keys: &BTreeSet<Key>) -> Result<()> {
    for key in keys {
        let row = (site_id, key.kind.name().to_owned(), key.id.clone());
        entity::Entity::delete_by_id(row).exec(connection).await?;
    }
    Ok(())
}

/// The digest of every document of the base.
pub(super) async fn digests<C: ConnectionTrait>(connection: &C, site_id: i64) -> Result<HashMap<Key, String>> {
    let mut found = HashMap::new();
    for kind in Kind::ALL {
        let rows: Vec<(String, String)> = entity::Entity::find()
            .select_only()
            .columns([entity::Column::RowKey, entity::Column::Digest])
            .filter(entity::Column::SiteId.eq(site_id))
            .filter(entity::Column::Kind.eq(kind.name()))
            .into_tuple()
            .all(connection)
            .await?;
        found.extend(rows.into_iter().map(|(id, digest)| (Key { kind, id }, digest)));
    }
    Ok(found)
}

/// The documents of the base with these keys, under them.
pub(crate) async fn read<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    keys: &BTreeSet<Key>,
) -> Result<BTreeMap<Key, Document>> {
    let mut found = BTreeMap::new();
    for kind in Kind::ALL {
        let ids: Vec<&Key> = keys.iter().filter(|key| key.kind == kind).collect();
        for part in ids.chunks(500) {
            let rows = entity::Entity::find()
                .filter(entity::Column::SiteId.eq(site_id))
                .filter(entity::Column::Kind.eq(kind.name()))
                .filter(entity::Column::RowKey.is_in(part.iter().map(|key| key.id.clone())))
                .all(connection)
                .await?;
            for row in rows {
                let key = Key { kind, id: row.row_key };
                found.insert(key.clone(), Document::from_text(key, &row.document)?);
            }
        }
    }
    Ok(found)
}
