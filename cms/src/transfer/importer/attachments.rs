//! What an attachment's record tells of its file.

use super::super::php::from_stored;
use super::super::reader::{Position, PostRecord};
use crate::formatting::check_filetype;
use crate::media::entity as media;
use regex::Regex;
use serde_json::Value;
use std::path::{Component, Path};
use std::sync::LazyLock;

/// The two meta keys that live in the media table instead.
pub(super) const FILE_KEYS: [&str; 2] = ["_wp_attached_file", "_wp_attachment_metadata"];

static MONTH_FOLDER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"/(\d{4}/\d{2}/[^/]+)$").ok());

/// The files that belong to an attachment.
pub(super) struct AttachmentFile {
    pub(super) post_id: i64,
    pub(super) position: Position,
    pub(super) about: String,
    /// Path within the uploads folder.
    pub(super) file: String,
    /// The names of smaller sizes and of the original, in the same folder.
    pub(super) others: Vec<String>,
    /// Where the old site has it.
    pub(super) url: String,
    /// Bytes, as far as the metadata tells.
    pub(super) filesize: i64,
}

/// The media row of an attachment; none if its record names no file.
pub(super) fn media_row(site_id: i64, post_id: i64, record: &PostRecord) -> Option<media::Model> {
    let file = relative_file(record)?;
    let metadata = record.meta_value("_wp_attachment_metadata").map(from_stored).filter(Value::is_object);
    let number = |name: &str| metadata.as_ref().and_then(|metadata| whole(metadata.get(name)?)).unwrap_or(0);
    Some(media::Model {
        site_id,
        post_id,
        mime_type: mime_type(&file).to_owned(),
        width: number("width"),
        height: number("height"),
        filesize: number("filesize"),
        sha256: String::new(),
        file,
        metadata: metadata.as_ref().map_or_else(|| "{}".to_owned(), Value::to_string),
    })
}

/// The type that a file's name promises.
pub(super) fn mime_type(file: &str) -> &'static str {
    check_filetype(file)
        .map_or_else(|| mime_guess::from_path(file).first_raw().unwrap_or(""), |(_, mime_type)| mime_type)
}

/// The files to bring for a media row.
pub(super) fn files_of(media: &media::Model, url: &str, position: Position, about: String) -> AttachmentFile {
    let metadata: Value = serde_json::from_str(&media.metadata).unwrap_or_default();
    let sizes = metadata.get("sizes").and_then(Value::as_object);
    let of_sizes = sizes.into_iter().flat_map(|sizes| sizes.values()).filter_map(|size| size.get("file"));
    let names = of_sizes.chain(metadata.get("original_image")).filter_map(Value::as_str);
    let mut others: Vec<String> = names.filter(|name| is_plain_name(name)).map(str::to_owned).collect();
    others.sort_unstable();
    others.dedup();
    AttachmentFile {
        post_id: media.post_id,
        position,
        about,
        file: media.file.clone(),
        others,
        url: url.to_owned(),
        filesize: media.filesize,
    }
}

fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// The path within the uploads folder: from the meta, else told from the address. Never one that leads out of it.
fn relative_file(record: &PostRecord) -> Option<String> {
    let attached = record.meta_value("_wp_attached_file").filter(|file| !file.is_empty());
    let file = match attached {
        // Very old sites have the whole path.
        Some(file) => file.rsplit_once("/uploads/").map_or(file, |(_, file)| file).to_owned(),
        None => file_of_address(if record.attachment_url.is_empty() { &record.guid } else { &record.attachment_url })?,
    };
    is_within(&file).then_some(file)
}

fn file_of_address(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    if let Some((_, file)) = path.split_once("/wp-content/uploads/") {
        return Some(file.to_owned());
    }
    let in_month = MONTH_FOLDER.as_ref().and_then(|pattern| pattern.captures(path)).map(|found| found[1].to_owned());
    in_month.or_else(|| path.rsplit_once('/').map(|(_, name)| name.to_owned()))
}

fn is_within(file: &str) -> bool {
    let path = Path::new(file);
    !file.is_empty()
        && !file.contains(['\0', '\\'])
        && path.components().all(|part| matches!(part, Component::Normal(_)))
}

fn is_plain_name(name: &str) -> bool {
    is_within(name) && !name.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::reader::MetaRecord;

    fn attachment(file: &str, url: &str) -> PostRecord {
        let meta = vec![MetaRecord { key: "_wp_attached_file".into(), value: file.into() }];
        PostRecord { attachment_url: url.into(), meta, ..PostRecord::default() }
    }

    #[test]
    fn the_file_is_told_by_the_meta_or_else_by_the_address() {
        let told = |file, url| relative_file(&attachment(file, url));
        assert_eq!(told("2024/02/a.png", ""), Some("2024/02/a.png".into()));
        assert_eq!(told("/var/www/wp-content/uploads/2008/06/a.png", ""), Some("2008/06/a.png".into()));
        assert_eq!(told("", "https://a.example/wp-content/uploads/x/a.png?w=5"), Some("x/a.png".into()));
        assert_eq!(told("", "https://a.files.example/2013/03/a.png"), Some("2013/03/a.png".into()));
    }

    #[test]
    fn no_file_leads_out_of_the_uploads_folder() {
        for bad in ["../../etc/passwd", "/etc/passwd", "2024/../../x", "a\\..\\b", "./a"] {
            assert_eq!(relative_file(&attachment(bad, "")), None, "{bad}");
        }
    }

    #[test]
    fn sizes_are_taken_along_unless_their_names_are_no_names() {
        let metadata = r#"{"sizes":{"a":{"file":"x-1.png"},"b":{"file":"../x"}},"original_image":"x.png"}"#;
        let row = media::Model {
            site_id: 1,
            post_id: 1,
            file: "x-scaled.png".into(),
            mime_type: String::new(),
            width: 0,
            height: 0,
            filesize: 0,
            sha256: String::new(),
            metadata: metadata.into(),
        };
        assert_eq!(files_of(&row, "", Position::START, String::new()).others, ["x-1.png", "x.png"]);
    }
}
