//! One document: its fields by name, each a JSON value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Key;

/// Fields by name, in the names' order, so that equal documents have equal digests.
pub type Fields = BTreeMap<String, Value>;

/// One document. A post's fields are its columns, `meta:<key>` with all values of a key, `terms:<taxonomy>` with the
/// numbers and places of its terms, and `media` of an attachment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Which it is.
    pub key: Key,
    /// What it says.
    pub fields: Fields,
}

impl Document {
    /// SHA-256 of its fields, in hexadecimal.
    pub fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.text().as_bytes()))
    }

    /// Its fields as JSON.
    pub fn text(&self) -> String {
        serde_json::to_string(&self.fields).unwrap_or_default()
    }

    /// The document whose fields are this JSON; fails where somebody wrote something else there.
    pub fn from_text(key: Key, text: &str) -> cms::Result<Self> {
        let fields = serde_json::from_str(text)
            .map_err(|error| cms::Error::Internal(format!("what is kept of {key} cannot be read: {error}")))?;
        Ok(Self { key, fields })
    }

    /// A field as text; empty where there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A field as a whole number; 0 where there is none.
    pub fn number(&self, name: &str) -> i64 {
        self.fields.get(name).and_then(Value::as_i64).unwrap_or_default()
    }

    /// What a person calls it.
    pub fn title(&self) -> String {
        let name = ["title", "name", "source"].into_iter().map(|name| self.field(name)).find(|name| !name.is_empty());
        match name {
            Some(name) => name.to_owned(),
            None if self.field("post_type") == "attachment" => self.field("guid").to_owned(),
            None => self.key.id.clone(),
        }
    }

    /// What a person calls its kind: the post type or taxonomy, else the kind's own name.
    pub fn sort(&self) -> &str {
        let sort = [self.field("post_type"), self.field("taxonomy")].into_iter().find(|sort| !sort.is_empty());
        sort.unwrap_or(self.key.kind.name())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::documents::Kind;

    #[test]
    fn the_digest_depends_on_the_fields_and_not_on_the_order_they_came_in() {
        let document = |fields: &[(&str, &str)]| Document {
            key: Key::numbered(Kind::Post, 1),
            fields: fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect(),
        };
        assert_eq!(document(&[("a", "1"), ("b", "2")]).digest(), document(&[("b", "2"), ("a", "1")]).digest());
        assert_ne!(document(&[("a", "1")]).digest(), document(&[("a", "2")]).digest());
    }
}
