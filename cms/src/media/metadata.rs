//! WordPress's attachment metadata, which each attachment's row keeps as JSON.

use serde_json::{Map, Value};

use super::Media;

impl Media {
    /// The metadata; nothing where there is none.
    pub fn details(&self) -> Map<String, Value> {
        match serde_json::from_str(&self.metadata) {
            Ok(Value::Object(details)) => details,
            _ => Map::new(),
        }
    }

    /// The folder of the file and its sizes within the uploads, with a slash at its end; empty for the uploads themselves.
    pub fn folder(&self) -> &str {
        self.file.rfind('/').map_or("", |slash| &self.file[..=slash])
    }

    /// The file that was uploaded, which a scaled or turned one may stand for (`wp_get_original_image_path`).
    pub fn original(&self) -> String {
        let details = self.details();
        let original = details.get("original_image").and_then(Value::as_str).filter(|name| !name.is_empty());
        original.map_or_else(|| self.file.clone(), |name| format!("{}{name}", self.folder()))
    }
}
