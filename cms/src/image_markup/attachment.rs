//! An attachment as markup needs it: its own type, so that whoever has attachments can lend them.

use serde_json::{Map, Value};

/// An attachment. Texts are as they are stored, without any filter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attachment {
    /// Its number on the site.
    pub id: i64,
    /// The post it was uploaded to, or 0.
    pub parent: i64,
    /// Its place among its siblings.
    pub menu_order: i64,
    /// When it was made, as it sorts (`2026-11-21 03:04:05`).
    pub date: String,
    /// Its slug.
    pub slug: String,
    /// The address of its file.
    pub url: String,
    /// The address of its page; the file's where attachments have no pages.
    pub page_url: String,
    /// Its title.
    pub title: String,
    /// Its caption (WordPress's excerpt).
    pub caption: String,
    /// Its description (WordPress's content).
    pub description: String,
    /// The text for those who do not see it.
    pub alt: String,
    /// The media type of its file.
    pub mime_type: String,
    /// The file's path under the uploads folder, such as `2026/11/a.jpg`; empty without metadata.
    pub file: String,
    /// The name of the file that was uploaded, where a smaller one stands for it.
    pub original_image: Option<String>,
    /// Width in pixels, or 0 where it is not known.
    pub width: i64,
    /// Height in pixels, or 0 where it is not known.
    pub height: i64,
    /// Its smaller files, in the order of the metadata.
    pub sizes: Vec<ImageFile>,
    /// The image that stands for it, such as the cover of a record, or 0.
    pub thumbnail: i64,
    /// What its file says about it: `artist`, `album`, `genre`, `year`, `length_formatted`; only what is there.
    pub tags: Vec<(String, String)>,
}

/// One file of an image.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImageFile {
    /// The size's name, such as `thumbnail`.
    pub name: String,
    /// The file's name, without a folder.
    pub file: String,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// Its media type.
    pub mime_type: String,
}

/// What WordPress's `wp_get_attachment_id3_keys` shows of a sound or a film.
const SHOWN_TAGS: [&str; 5] = ["artist", "album", "genre", "year", "length_formatted"];

impl Attachment {
    /// Takes file, dimensions, sizes and tags from WordPress's attachment metadata, as JSON.
    pub fn set_metadata(&mut self, metadata: &Value) {
        let Some(metadata) = metadata.as_object() else { return };
        self.file = text(metadata, "file");
        self.width = number(metadata, "width");
        self.height = number(metadata, "height");
        self.original_image = Some(text(metadata, "original_image")).filter(|name| !name.is_empty());
        let sizes = metadata.get("sizes").and_then(Value::as_object).into_iter().flatten();
        self.sizes = sizes.filter_map(|(name, size)| Some(ImageFile::from_metadata(name, size.as_object()?))).collect();
        let shown = SHOWN_TAGS.into_iter().map(|tag| (tag.to_owned(), text(metadata, tag)));
        self.tags = shown.filter(|(_, value)| !value.is_empty() && value != "0").collect();
    }

    /// Is its file an image that browsers show?
    pub fn is_image(&self) -> bool {
        self.mime_type.starts_with("image/")
    }

    /// Its file of this size.
    pub(crate) fn size(&self, name: &str) -> Option<&ImageFile> {
        self.sizes.iter().find(|size| size.name == name)
    }
}

impl ImageFile {
    fn from_metadata(name: &str, size: &Map<String, Value>) -> Self {
        Self {
            name: name.to_owned(),
            file: text(size, "file"),
            width: number(size, "width"),
            height: number(size, "height"),
            mime_type: text(size, "mime-type"),
        }
    }
}

fn text(object: &Map<String, Value>, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// A number; PHP's metadata has some as text.
fn number(object: &Map<String, Value>, key: &str) -> i64 {
    let value = object.get(key);
    let number = value.and_then(|value| value.as_i64().or_else(|| value.as_f64().map(|number| number as i64)));
    number.or_else(|| value?.as_str()?.parse().ok()).unwrap_or_default().max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_gives_files_and_dimensions() {
        let mut attachment = Attachment::default();
        attachment.set_metadata(&serde_json::json!({
            "file": "2026/11/a.jpg", "width": 800, "height": "600", "artist": "Ann",
            "sizes": {"medium": {"file": "a-300x225.jpg", "width": 300, "height": 225, "mime-type": "image/jpeg"}},
        }));
        assert_eq!((attachment.width, attachment.height), (800, 600));
        assert_eq!(attachment.size("medium").map(|size| size.file.as_str()), Some("a-300x225.jpg"));
        assert_eq!(attachment.tags, [("artist".to_owned(), "Ann".to_owned())]);
    }
}
