//! Uploads: a clone's files are production's until somebody writes. A file is never written in place, so a second
//! name for it is a reference, and whoever writes or deletes in one folder leaves the other as it is.

use std::collections::{BTreeSet, VecDeque};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use cms::media::file_entity as journal_row;
use cms::{Error, Result};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::Progress;
use super::clone::Cloning;

/// Gives every file of `from` a name in `to`; a copy where the file system cannot. What has a name already is left.
pub(super) async fn by_reference(from: PathBuf, to: PathBuf, progress: &dyn Progress) -> Result<u64> {
    let listed = blocking({
        let from = from.clone();
        move || files_below(&from, Names::Finished)
    })
    .await?;
    progress.begin("Media", listed.len() as u64);
    let mut done = 0;
    for part in listed.chunks(500) {
        let (from, to, part) = (from.clone(), to.clone(), part.to_vec());
        done += part.len() as u64;
        blocking(move || part.iter().try_for_each(|file| refer(&from.join(file), &to.join(file)))).await?;
        progress.reached(done);
    }
    Ok(done)
}

/// Takes the files of an older clone away.
pub(super) async fn forget(folder: PathBuf) -> Result<()> {
    blocking(move || match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    })
    .await
}

/// Takes away what an earlier try left and production does not have, halves of copies among it.
pub(super) async fn without_leftovers(from: PathBuf, to: PathBuf) -> Result<()> {
    blocking(move || {
        let there: BTreeSet<PathBuf> = files_below(&from, Names::Finished)?.into_iter().collect();
        let here = files_below(&to, Names::All)?;
        here.iter().filter(|file| !there.contains(*file)).try_for_each(|file| std::fs::remove_file(to.join(file)))
    })
    .await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Error::Internal(error.to_string()))??)
}

/// Which files are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Those that begin with a dot are still being received.
    Finished,
    /// Those too.
    All,
}

/// The files below a folder, by their paths within it. Links are followed nowhere.
fn files_below(root: &Path, names: Names) -> std::io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), VecDeque::from([PathBuf::new()]));
    while let Some(folder) = folders.pop_front() {
        let entries = match std::fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let (kind, name) = (entry.file_type()?, entry.file_name());
            if names == Names::Finished && name.to_string_lossy().starts_with('.') {
                continue;
            }
            match () {
                () if kind.is_dir() => folders.push_back(folder.join(name)),
                () if kind.is_file() => found.push(folder.join(name)),
                () => {}
            }
        }
    }
    Ok(found)
}

fn refer(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match std::fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => renew(from, to),
        // Deleted on production since it was listed.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) => copy(from, to),
    }
}

/// What an earlier try left is right unless production has written another file since.
fn renew(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let (there, here) = (std::fs::metadata(from)?, std::fs::metadata(to)?);
    let is_same = match there.dev() == here.dev() {
        true => there.ino() == here.ino(),
        false => there.len() == here.len() && there.mtime() <= here.mtime(),
    };
    if is_same { Ok(()) } else { copy(from, to) }
}

/// Whole or not at all.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let part = tempfile::Builder::new().prefix(".part-").tempfile_in(folder)?;
    std::fs::copy(from, part.path())?;
    part.as_file().sync_all()?;
    part.persist(to).map_err(|refused| refused.error)?;
    Ok(())
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
