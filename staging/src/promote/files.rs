//! Files of a promotion: brought before any row names them, taken away again when no row does.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use cms::{Error, Result, Site};
use platform::file_hash;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Promotion, file_entity};
use crate::environments::Progress;
use crate::plan::Plan;

/// Brings the plan's files to production's uploads, each whole or not at all. What stood under the name before is kept aside.
pub(super) async fn bring(
    production: &Site,
    staging: &Site,
    promotion: &Promotion,
    plan: &Plan,
    progress: &dyn Progress,
) -> Result<()> {
    progress.begin("Media", plan.files.len() as u64);
    let uploads = |site: &Site| site.host().config().uploads_dir(site.id());
    let (from, to, aside) = (uploads(staging), uploads(production), aside(production, promotion));
    for (done, file) in plan.files.iter().enumerate() {
        let (from, to, aside) = (from.join(&file.file), to.join(&file.file), aside.join(&file.file));
        let (sha256, name) = (file.sha256.clone(), file.file.clone());
        blocking(move || {
            if hash(&from)?.as_ref() != Some(&sha256) {
                return Err(std::io::Error::other(format!("{name} is not the file that was planned")));
            }
            set_aside(&to, &aside)?;
            place(&from, &to)
        })
        .await?;
        progress.reached(done as u64 + 1);
    }
    Ok(())
}

/// Takes the files of a promotion away again, and puts back what stood in their place. A file that is another one by now is left.
/// `stays` tells which are still needed.
pub(super) async fn take_away(
    production: &Site,
    promotion: &Promotion,
    stays: impl Fn(&str) -> bool,
) -> Result<Vec<String>> {
    let uploads = production.host().config().uploads_dir(production.id());
    let aside = aside(production, promotion);
    let mut gone = Vec::new();
    for row in of(production, promotion).await? {
        if stays(&row.file) {
            continue;
        }
        let (path, before, sha256) = (uploads.join(&row.file), aside.join(&row.file), row.sha256.clone());
        let is_gone = blocking(move || {
            if before.is_file() {
                std::fs::rename(&before, &path)?;
                return Ok(false);
            }
            if hash(&path)? != Some(sha256) {
                return Ok(false);
            }
            std::fs::remove_file(&path)?;
            Ok(true)
        });
        if is_gone.await? {
            gone.push(row.file);
        }
    }
    Ok(gone)
}

/// Forgets what was set aside: nothing will ask for it any more.
pub(super) async fn forget_aside(production: &Site, promotion: &Promotion) -> Result<()> {
    match tokio::fs::remove_dir_all(aside(production, promotion)).await {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The files of a promotion.
pub(super) async fn of(production: &Site, promotion: &Promotion) -> Result<Vec<file_entity::Model>> {
    let query = file_entity::Entity::find().filter(file_entity::Column::PromotionId.eq(promotion.id));
    Ok(query.all(production.writer()).await?)
}

fn aside(production: &Site, promotion: &Promotion) -> PathBuf {
    production.host().config().data_dir.join("promotions").join(promotion.id.to_string())
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Error::Internal(error.to_string()))??)
}

fn set_aside(path: &Path, aside: &Path) -> std::io::Result<()> {
    if !path.is_file() || aside.is_file() {
        return Ok(());
    }
    if let Some(folder) = aside.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match std::fs::hard_link(path, aside) {
        Ok(()) => Ok(()),
        Err(_) => std::fs::copy(path, aside).map(drop),
    }
}

/// Under a name that nobody looks at until it is whole and on the disk.
fn place(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let folder = to.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut part = tempfile::Builder::new().prefix(".part-").tempfile_in(folder)?;
    std::io::copy(&mut std::fs::File::open(from)?, part.as_file_mut())?;
    part.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    part.as_file().sync_all()?;
    part.persist(to).map_err(|refused| refused.error)?;
    std::fs::File::open(folder)?.sync_all()
}

fn hash(path: &Path) -> std::io::Result<Option<String>> {
    match file_hash::read(path) {
        Ok(read) => Ok(Some(read.text())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
