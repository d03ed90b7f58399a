//! The files that attachments of the plan bring along.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use cms::media::{self, Media};
use cms::{Result, Site};
use platform::file_hash;
use serde_json::{Value, json};

use super::item::{Item, PlannedFile};
use crate::documents::{Document, Kind};

/// The files of every attachment in the plan that production does not have with the same content, and what stands in the way: a
/// name that production uses for something else.
pub(super) async fn planned(
    production: &Site,
    staging: &Site,
    items: &[Item],
) -> Result<(Vec<PlannedFile>, Vec<String>)> {
    let (mut planned, mut obstacles) = (Vec::new(), Vec::new());
    for item in items.iter().filter(|item| item.key.kind == Kind::Post) {
        let Some(after) = item.after.as_ref() else { continue };
        let replaced = item.changes.iter().find(|change| change.field == "media");
        let Some(media) = media_of(after).filter(|_| replaced.is_some()) else { continue };
        let known: Vec<String> = replaced
            .and_then(|change| change.production.as_ref())
            .and_then(as_media)
            .map(|media| media::files_of(&media))
            .unwrap_or_default();
        for file in media::files_of(&media) {
            let Some((here, there)) = paths(production, staging, &file) else {
                obstacles.push(format!("{} names {file}, which lies outside the uploads.", item.key));
                continue;
            };
            let Some((sha256, size)) = read(&here).await? else { continue };
            match read(&there).await? {
                Some((same, _)) if same == sha256 => {}
                Some(_) if !known.contains(&file) => obstacles.push(format!(
                    "{} \u{201c}{}\u{201d} brings {file}, and production has another file of that name: upload it once more under another name.",
                    item.key, item.title
                )),
                _ => planned.push(PlannedFile { file, sha256, size, attachment: item.key.clone() }),
            }
        }
        if !read_is_there(production, staging, &media.file) {
            obstacles.push(format!("{} \u{201c}{}\u{201d} has lost its file {}.", item.key, item.title, media.file));
        }
    }
    planned.sort_by(|one, other| one.file.cmp(&other.file));
    planned.dedup_by(|one, other| one.file == other.file);
    Ok((planned, obstacles))
}

fn read_is_there(production: &Site, staging: &Site, file: &str) -> bool {
    file.is_empty() || paths(production, staging, file).is_some_and(|(here, there)| here.is_file() || there.is_file())
}

/// What the document says of its file.
pub(super) fn media_of(document: &Document) -> Option<Media> {
    as_media(document.fields.get("media")?)
}

fn as_media(value: &Value) -> Option<Media> {
    let mut value = value.clone();
    value["site_id"] = json!(0);
    value["post_id"] = json!(0);
    serde_json::from_value(value).ok()
}

/// Where a file stands in the environment and on production; none for a path that leaves the uploads.
fn paths(production: &Site, staging: &Site, file: &str) -> Option<(PathBuf, PathBuf)> {
    let inside = Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
    let of = |site: &Site| site.host().config().uploads_dir(site.id()).join(file);
    (inside && !file.is_empty()).then(|| (of(staging), of(production)))
}

/// Hash and size of a file; none where there is none.
async fn read(path: &Path) -> Result<Option<(String, u64)>> {
    match file_hash::of_file(path).await {
        Ok(read) => Ok(Some((read.text(), read.size))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Which attachment of the plan brings which file.
pub(super) fn owners(items: &[Item]) -> BTreeMap<String, crate::documents::Key> {
    let owners = items.iter().filter_map(|item| Some((item.key.clone(), media_of(item.after.as_ref()?)?)));
    owners.flat_map(|(key, media)| media::files_of(&media).into_iter().map(move |file| (file, key.clone()))).collect()
}
