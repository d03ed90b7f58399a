//! Brings files into the library that are on the host's own disks: WP-CLI's `media import`.

use std::path::Path;

use tokio::io::AsyncReadExt;

use super::receive::receive;
use super::upload::{self, NewUpload};
use crate::media;
use crate::posts::Post;
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// Bytes that are read at once.
const PIECE: usize = 256 << 10;

/// Copies a file from elsewhere on the host's disks into the library. For whoever may import: a path can name any file.
pub async fn import_file(site: &Site, actor: &Actor, path: &Path, new: NewUpload) -> Result<Post> {
    actor.require(Capability::Import)?;
    let mut file = tokio::fs::File::open(path).await?;
    let mut receiving = receive(site, Some(file.metadata().await?.len())).await?;
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece).await? {
            0 => break,
            length => receiving.write(&piece[..length]).await?,
        }
    }
    upload::upload(site, actor, receiving.finish().await?, new).await
}

/// Makes an attachment of a file that stands in the uploads folder already and belongs to none. It stays where it is,
/// and as it is.
pub async fn adopt(site: &Site, actor: &Actor, file: &str, new: NewUpload) -> Result<Post> {
    actor.require(Capability::Import)?;
    let uploads = site.host().config().uploads_dir(site.id());
    let path = uploads.join(file);
    let inside = tokio::fs::canonicalize(&path).await?.starts_with(tokio::fs::canonicalize(&uploads).await?);
    if !inside {
        return Err(Error::invalid("not_in_uploads", format!("{file} is not in the site's uploads.")));
    }
    if let Some(known) = media::of_file(site, file).await? {
        return Err(Error::conflict("already_attached", format!("{file} is attachment {} already.", known.post_id)));
    }
    let stored = media::read_stored(&uploads, file).await?;
    upload::attach_stored(site, actor, &path, stored, new).await
}

/// The files in a folder of the site's uploads (all of them, if it is empty) that belong to no attachment, and that are no
/// size of another file beside them.
pub async fn adoptable_files(site: &Site, actor: &Actor, folder: &str) -> Result<Vec<String>> {
    actor.require(Capability::Import)?;
    let known = media::needed_files(site).await?;
    let uploads = site.host().config().uploads_dir(site.id());
    let below = uploads.join(folder);
    let stays_inside = Path::new(folder).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if !stays_inside {
        return Err(Error::invalid("not_in_uploads", format!("{folder} is not in the site's uploads.")));
    }
    let mut all = super::store::blocking(move || listed(&below, &uploads)).await?;
    all.sort();
    let there: std::collections::HashSet<String> = all.iter().cloned().collect();
    let is_size = |file: &str| origin_of(file).is_some_and(|origin| there.contains(&origin) || known.contains(&origin));
    Ok(all.into_iter().filter(|file| !known.contains(file) && !is_size(file)).collect())
}

/// The file that a name says it is a size or a variant of.
fn origin_of(file: &str) -> Option<String> {
    if let Some(origin) = [".webp", ".avif"].into_iter().find_map(|mark| file.strip_suffix(mark))
        && origin.rsplit_once('.').is_some_and(|(_, extension)| extension.len() <= 4)
    {
        return Some(origin.to_owned());
    }
    let (stem, extension) = file.rsplit_once('.')?;
    match super::folder::without_size(stem) {
        Some(origin) => Some(format!("{origin}.{extension}")),
        None => super::first_page::origin_of(file),
    }
}

fn listed(folder: &Path, uploads: &Path) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            files.extend(listed(&path, uploads)?);
        } else if kind.is_file()
            && let Ok(inside) = path.strip_prefix(uploads)
        {
            files.push(inside.to_string_lossy().into_owned());
        }
    }
    Ok(files)
}
