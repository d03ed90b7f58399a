//! The files of a clone: second names for the original's, until somebody writes.

use std::collections::HashSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::background::Noted;
use crate::media::file_entity as journal;
use crate::{Change, Result, Site, library, media};

/// Files that get their names together, and rows of the journal that are written together.
const FILES: usize = 500;

/// Gives the files of `from` their names in `to`, and enters them there; tells how many, and how many did not stand in the folder.
pub(super) async fn copy(from: &Site, to: &Site, noted: &Noted) -> Result<(u64, u64)> {
    let config = from.host().config();
    let (source, target) = (config.uploads_dir(from.id()), config.uploads_dir(to.id()));
    let listed = library::files_of_folder(source.clone()).await?;
    noted.begins("files", listed.len() as u64);
    let mut done = 0;
    for part in listed.chunks(FILES) {
        library::refer_to(source.clone(), target.clone(), part.to_vec()).await?;
        done += part.len() as u64;
        noted.has_reached(done);
    }
    let here = listed.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    Ok((done, enter(from, to, &here).await?))
}

/// Enters in the clone's journal what stands in its folder; tells how much of the original's does not.
async fn enter(from: &Site, to: &Site, here: &HashSet<String>) -> Result<u64> {
    let (mut after, mut missing) = (0, 0);
    loop {
        let rows = journal::Entity::find()
            .filter(journal::Column::SiteId.eq(from.id()))
            .filter(journal::Column::Id.gt(after))
            .order_by_asc(journal::Column::Id)
            .limit(FILES as u64)
            .all(from.writer())
            .await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(missing) };
        after = last;
        let known = rows.into_iter().filter(|row| !row.sha256.is_empty());
        let (there, away): (Vec<_>, Vec<_>) = known.partition(|row| here.contains(&row.file));
        missing += away.len() as u64;
        enter_part(to, there).await?;
    }
}

/// A scan may have found some of them by now.
async fn enter_part(to: &Site, rows: Vec<media::MediaFile>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let now = to.host().now();
    let rows = rows.into_iter().map(|row| journal::ActiveModel {
        id: NotSet,
        site_id: Set(to.id()),
        in_a: Set(String::new()),
        in_b: Set(String::new()),
        checked: Set(None),
        changed: Set(now),
        ..row.into_active_model().reset_all()
    });
    let change = Change::begin(to).await?;
    change.rings_for_files();
    let found = OnConflict::columns([journal::Column::SiteId, journal::Column::File]).do_nothing().to_owned();
    journal::Entity::insert_many(rows).on_conflict(found).exec_without_returning(change.connection()).await?;
    change.commit().await
}
