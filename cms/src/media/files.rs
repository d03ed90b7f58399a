//! The journal of a site's files: written in the change that makes or removes them.

use std::path::Path;

use platform::file_hash;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use super::file_entity as entity;
use crate::{Change, Result, Site};

/// A file that stands in the uploads folder, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Path within the site's uploads folder.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// Of the content, in hexadecimal.
    pub sha256: String,
}

/// What a file that stands in the uploads folder is: its content is read for that.
pub async fn read_stored(uploads: &Path, file: &str) -> Result<StoredFile> {
    let read = file_hash::of_file(&uploads.join(file)).await?;
    Ok(StoredFile { file: file.to_owned(), size: read.size, sha256: read.text() })
}

/// Notes that these files are there with this content; where they were there before, that it is new.
pub async fn note_files(change: &Change, site: &Site, files: &[StoredFile]) -> Result<()> {
    let all: Vec<(&StoredFile, i64)> = files.iter().map(|file| (file, 0)).collect();
    note_written(change, site, &all).await
}

/// The same with the time that each was last written, in nanoseconds since 1970; 0 where that is not known.
pub(super) async fn note_written(change: &Change, site: &Site, files: &[(&StoredFile, i64)]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    change.rings_for_files();
    let now = site.host().now();
    let rows = files.iter().map(|(file, modified)| entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        file: Set(file.file.clone()),
        size: Set(i64::try_from(file.size).unwrap_or(i64::MAX)),
        sha256: Set(file.sha256.clone()),
        modified: Set(*modified),
        in_a: Set(String::new()),
        in_b: Set(String::new()),
        checked: Set(None),
        changed: Set(now),
    });
    let renewed = [entity::Column::Size, entity::Column::Sha256, entity::Column::Modified, entity::Column::Changed];
    let there = OnConflict::columns([entity::Column::SiteId, entity::Column::File]).update_columns(renewed).to_owned();
    entity::Entity::insert_many(rows).on_conflict(there).exec_without_returning(change.connection()).await?;
    Ok(())
}

/// Notes that these files are gone: their copies follow.
pub async fn note_gone(change: &Change, site: &Site, files: &[String]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    change.rings_for_files();
    entity::Entity::update_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::File.is_in(files.iter().cloned()))
        .col_expr(entity::Column::Sha256, Expr::value(""))
        .col_expr(entity::Column::Size, Expr::value(0))
        .col_expr(entity::Column::Changed, Expr::value(site.host().now()))
        .exec(change.connection())
        .await?;
    Ok(())
}

/// The file of this name, if it is there.
pub async fn stored(site: &Site, file: &str) -> Result<Option<entity::Model>> {
    let row = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::File.eq(file))
        .one(site.reader())
        .await?;
    Ok(row.filter(|row| !row.sha256.is_empty()))
}

/// Whether the journal has a file of this name. Asks where writes go: nothing that committed is overlooked.
pub async fn is_known(site: &Site, file: &str) -> Result<bool> {
    let row = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::File.eq(file))
        .one(site.writer())
        .await?;
    Ok(row.is_some_and(|row| !row.sha256.is_empty()))
}

/// Bytes of all files of the site.
pub async fn used_bytes<C: ConnectionTrait>(connection: &C, site_id: i64) -> Result<u64> {
    let sum = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site_id))
        .select_only()
        // PostgreSQL's sum of bigints is a numeric.
        .column_as(Expr::cust("CAST(COALESCE(SUM(size), 0) AS BIGINT)"), "used")
        .into_tuple::<i64>()
        .one(connection)
        .await?;
    Ok(sum.unwrap_or_default().unsigned_abs())
}
