//! Takes away an attachment's files.

use std::path::Path;

use super::Media;
use crate::Site;

/// Removes the file and its smaller sizes from the site's uploads. What cannot be removed is logged: the attachment is
/// gone in any case.
pub async fn remove_files(site: &Site, media: &Media) {
    let uploads = site.host().config().uploads_dir(site.id());
    for file in files(media) {
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

/// The original, the sizes made of it and, of large images, what was uploaded first.
fn files(media: &Media) -> Vec<String> {
    let metadata: serde_json::Value = serde_json::from_str(&media.metadata).unwrap_or_default();
    let folder = media.file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let sizes = metadata["sizes"].as_object().into_iter().flat_map(|sizes| sizes.values());
    let names = sizes.filter_map(|size| size["file"].as_str()).chain(metadata["original_image"].as_str());
    let mut files: Vec<String> = names.map(|name| format!("{folder}{name}")).collect();
    if !media.file.is_empty() {
        files.push(media.file.clone());
    }
    files
}
