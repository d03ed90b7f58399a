//! Takes away an attachment's files.

use std::path::Path;

use serde_json::Value;

use super::{Media, note_gone};
use crate::{Change, Result, Site};

/// The metadata's field with the names of sizes that were cut otherwise once.
pub const FORMER: &str = "platen_former_sizes";

/// Notes in the journal that an attachment's files are to go, so that every copy goes too.
pub async fn note_removal(change: &Change, site: &Site, media: &Media) -> Result<()> {
    note_gone(change, site, &files_of(media)).await
}

/// Removes the file and its smaller sizes from the site's uploads. What cannot be removed is logged: the attachment is
/// gone in any case.
pub async fn remove_files(site: &Site, media: &Media) {
    let uploads = site.host().config().uploads_dir(site.id());
    for file in files_of(media) {
        let path = Path::new(&file);
        let stays_inside = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !stays_inside {
            tracing::warn!(file, "an attachment's file lies outside the uploads; left alone");
            continue;
        }
        match tokio::fs::remove_file(uploads.join(path)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(file, %error, "an attachment's file could not be removed");
            }
            _ => {}
        }
    }
}

/// The original, the sizes made of it and, of large images, what was uploaded first; each with its variants. Paths
/// within the uploads folder.
pub fn files_of(media: &Media) -> Vec<String> {
    let metadata = media.details();
    let sizes = metadata.get("sizes").and_then(Value::as_object).into_iter().flat_map(|sizes| sizes.values());
    let others = ["original_image", "source_image", "animated_video", "animated_video_poster"];
    let others = others.into_iter().filter_map(|key| metadata.get(key)?.as_str());
    let former = metadata.get(FORMER).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let names = sizes.filter_map(|size| size.get("file")?.as_str()).chain(others).chain(former);
    let mut files: Vec<String> = names.map(|name| format!("{}{name}", media.folder())).collect();
    if !media.file.is_empty() {
        files.push(media.file.clone());
    }
    files.sort_unstable();
    files.dedup();
    let each = |file: &String| super::Variant::ALL.map(|variant| variant.name_of(file));
    let variants: Vec<String> = files.iter().flat_map(each).collect();
    files.extend(variants);
    files
}
