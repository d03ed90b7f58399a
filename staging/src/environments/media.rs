//! Uploads: a clone's files are production's until somebody writes.

use std::path::PathBuf;

use cms::media::file_entity as journal_row;
use cms::{Result, library};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::Progress;
use super::clone::Cloning;

/// Gives every file of `from` a name in `to`; a copy where the file system cannot. What has a name already is left.
pub(super) async fn by_reference(from: PathBuf, to: PathBuf, progress: &dyn Progress) -> Result<u64> {
    let listed = library::files_of_folder(from.clone()).await?;
    progress.begin("Media", listed.len() as u64);
    let mut done = 0;
    for part in listed.chunks(500) {
        library::refer_to(from.clone(), to.clone(), part.to_vec()).await?;
        done += part.len() as u64;
        progress.reached(done);
    }
    Ok(done)
}

/// Copies the journal of the site's files; tells how many of them do not stand in the folder.
pub(super) async fn journal(cloning: &Cloning<'_>) -> Result<u64> {
    let site_id = cloning.record.site_id;
    let uploads = cloning.environment.config().uploads_dir(site_id);
    let (mut after, mut missing) = (0, 0);
    let writer = cloning.environment.database().writer();
    journal_row::Entity::delete_many().filter(journal_row::Column::SiteId.eq(site_id)).exec(writer).await?;
    loop {
        let rows = journal_row::Entity::find()
            .filter(journal_row::Column::SiteId.eq(site_id))
            .filter(journal_row::Column::Id.gt(after))
            .order_by_asc(journal_row::Column::Id)
            .limit(1_000)
            .all(cloning.snapshot.connection())
            .await?;
        let Some(last) = rows.last().map(|row| row.id) else { return Ok(missing) };
        after = last;
        missing +=
            rows.iter().filter(|row| !row.sha256.is_empty() && !uploads.join(&row.file).is_file()).count() as u64;
        let rows = rows.into_iter().filter(|row| !row.sha256.is_empty()).map(|row| journal_row::ActiveModel {
            id: NotSet,
            in_a: Set(String::new()),
            in_b: Set(String::new()),
            checked: Set(None),
            ..row.into_active_model().reset_all()
        });
        let rows: Vec<journal_row::ActiveModel> = rows.collect();
        if !rows.is_empty() {
            journal_row::Entity::insert_many(rows).exec_without_returning(writer).await?;
        }
    }
}
