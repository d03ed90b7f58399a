//! What a scan of a site's folder found, beside what the journal knows.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::file_entity::{self as entity, Column};
use super::files::note_written;
use super::{StoredFile, note_gone};
use crate::{Change, Result, Site};

/// A file as a folder lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenFile {
    /// Path within the site's uploads folder.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// When it was last written, in nanoseconds since 1970.
    pub modified: i64,
    /// When it last got a name, another one, or another content, in nanoseconds since 1970: no copying tool can set it.
    pub touched: i64,
}

/// All that the journal has of a site, by path.
pub async fn journal(site: &Site) -> Result<HashMap<String, entity::Model>> {
    let query = entity::Entity::find().filter(Column::SiteId.eq(site.id()));
    Ok(query.all(site.writer()).await?.into_iter().map(|row| (row.file.clone(), row)).collect())
}

/// Notes files whose content was read: new ones, and others with new content.
pub async fn note_read(site: &Site, read: &[(SeenFile, String)]) -> Result<()> {
    let stored: Vec<StoredFile> = read
        .iter()
        .map(|(seen, sha256)| StoredFile { file: seen.file.clone(), size: seen.size, sha256: sha256.clone() })
        .collect();
    let written: Vec<(&StoredFile, i64)> =
        stored.iter().zip(read).map(|(file, (seen, _))| (file, seen.modified)).collect();
    let change = Change::begin(site).await?;
    note_written(&change, site, &written).await?;
    change.commit().await
}

/// Notes when files were written whose content is known already: a verb wrote them, or they were only touched.
pub async fn note_settled(site: &Site, seen: &[SeenFile]) -> Result<()> {
    let change = Change::begin(site).await?;
    for seen in seen {
        settle(&change, site, seen).await?;
    }
    change.commit().await
}

async fn settle(change: &Change, site: &Site, seen: &SeenFile) -> Result<()> {
    let row = entity::ActiveModel { modified: Set(seen.modified), ..Default::default() };
    entity::Entity::update_many()
        .set(row)
        .filter(Column::SiteId.eq(site.id()))
        .filter(Column::File.eq(&seen.file))
        .exec(change.connection())
        .await?;
    Ok(())
}

/// Notes that files which somebody took out of the folder by hand are gone.
pub async fn note_missing(site: &Site, files: &[String]) -> Result<()> {
    let change = Change::begin(site).await?;
    note_gone(&change, site, files).await?;
    change.commit().await
}
