//! Reads what is known of attachments' files.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::{Change, Result, Site};

/// The file of one attachment.
pub async fn of_attachment(site: &Site, post_id: i64) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id((site.id(), post_id)).one(site.reader()).await?)
}

/// The same in an open change, as it is there.
pub async fn in_change(change: &Change, site: &Site, post_id: i64) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id((site.id(), post_id)).one(change.connection()).await?)
}

/// The files of these attachments, by the attachment's id.
pub async fn of_attachments(site: &Site, post_ids: &[i64]) -> Result<HashMap<i64, entity::Model>> {
    if post_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::PostId.is_in(post_ids.iter().copied()));
    Ok(query.all(site.reader()).await?.into_iter().map(|media| (media.post_id, media)).collect())
}

/// The attachment whose file, or the one it was made from, has this path.
pub async fn of_file(site: &Site, file: &str) -> Result<Option<entity::Model>> {
    let (folder, name) = file.rsplit_once('/').map_or(("", file), |(folder, name)| (folder, name));
    let scaled = ["", "-scaled", "-rotated"].map(|mark| {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let name = if mark.is_empty() { name.to_owned() } else { format!("{stem}{mark}.{extension}") };
        if folder.is_empty() { name } else { format!("{folder}/{name}") }
    });
    let query =
        entity::Entity::find().filter(entity::Column::SiteId.eq(site.id())).filter(entity::Column::File.is_in(scaled));
    Ok(query.one(site.reader()).await?)
}

/// The attachments whose files are these.
pub async fn of_files(site: &Site, files: &[String]) -> Result<Vec<entity::Model>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let files = entity::Column::File.is_in(files.iter().cloned());
    Ok(entity::Entity::find().filter(entity::Column::SiteId.eq(site.id())).filter(files).all(site.reader()).await?)
}

/// Every file that an attachment of the site needs: originals and sizes.
pub async fn needed_files(site: &Site) -> Result<HashSet<String>> {
    let query = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id()));
    Ok(query.all(site.writer()).await?.iter().flat_map(super::files_of).collect())
}
