//! The second name of a file that is about to become an upload: says which first name it has, should nobody be left to tell.

use std::path::{Path, PathBuf};

/// What such names begin with.
const MARK: &str = "placing-";

/// The second name of what waits under `waiting` and is to be called `file` within the uploads.
pub(super) fn path(waiting: &Path, file: &str) -> PathBuf {
    let number = uuid::Uuid::new_v4().as_fields().0;
    let encoded = file.replace('%', "%25").replace('/', "%2F");
    waiting.with_file_name(format!("{MARK}{number:08x}-{encoded}"))
}

/// Which file a second name speaks of.
pub(super) fn file_of(name: &str) -> Option<String> {
    let (_, encoded) = name.strip_prefix(MARK)?.split_once('-')?;
    Some(encoded.replace("%2F", "/").replace("%25", "%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_tells_the_first() {
        for file in ["2026/11/a.png", "a-b-c.png", "2026/11/100%2F.png"] {
            let path = path(Path::new("/srv/.incoming/upload-x"), file);
            assert_eq!(file_of(path.file_name().unwrap().to_str().unwrap()).as_deref(), Some(file));
            assert_eq!(path.parent(), Some(Path::new("/srv/.incoming")));
        }
        assert_eq!(file_of("upload-abc"), None);
    }
}
