//! Where a file stands, in a bucket and on a disk.

use std::path::{Component, Path, PathBuf};

use cms::media::MediaFile;

/// A file's key in every bucket: its site's number, then its path.
pub fn key_of(file: &MediaFile) -> String {
    format!("{}/{}", file.site_id, file.file)
}

/// A file's path below a folder that has one folder a site; none for a path that would lead out of it.
pub fn path_below(root: &Path, site_id: i64, file: &str) -> Option<PathBuf> {
    let inside = Path::new(file);
    let stays = inside.components().all(|part| matches!(part, Component::Normal(_)));
    (stays && !file.is_empty()).then(|| root.join(site_id.to_string()).join(inside))
}

/// The type that a bucket hands a file out as.
pub fn content_type(file: &str) -> String {
    mime_guess::from_path(file).first_or_octet_stream().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_stands_outside_of_its_folder() {
        let below = |file: &str| path_below(Path::new("/srv"), 3, file);
        assert_eq!(below("2026/11/a.png"), Some("/srv/3/2026/11/a.png".into()));
        for bad in ["../a", "/etc/passwd", "a/../../b", "", "./a"] {
            assert_eq!(below(bad), None, "{bad}");
        }
    }
}
