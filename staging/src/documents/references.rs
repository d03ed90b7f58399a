//! What a document refers to, found by the same walk that renumbers: nothing is found that would not follow.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use cms::transfer::references::Numbering;
use regex::Regex;
use serde_json::Value;

use super::remap::renumber;
use super::{Document, Key, Kind};

/// Something that a document cannot do without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A post or a term.
    Row(Key),
    /// A file, by its path within the uploads.
    File(String),
}

#[derive(Default)]
struct Seen(RefCell<BTreeSet<Key>>);

impl Seen {
    fn note(&self, kind: Kind, id: i64) -> i64 {
        if id > 0 {
            self.0.borrow_mut().insert(Key::numbered(kind, id));
        }
        id
    }
}

impl Numbering for Seen {
    fn post(&self, old: i64) -> i64 {
        self.note(Kind::Post, old)
    }

    fn term(&self, old: i64) -> i64 {
        self.note(Kind::Term, old)
    }
}

/// The rows and files that the document names.
pub fn references(document: &Document) -> BTreeSet<Reference> {
    let seen = Seen::default();
    renumber(document.clone(), &seen);
    let rows = seen.0.into_inner().into_iter().filter(|key| *key != document.key).map(Reference::Row);
    let mut found: BTreeSet<Reference> = rows.collect();
    for value in document.fields.values() {
        files(value, &mut found);
    }
    found
}

#[expect(clippy::expect_used, reason = "the pattern is a constant, and a test uses it")]
static UPLOAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"/wp-content/uploads/([^\s"'<>?#)\\]+)"#).expect("a valid pattern"));

fn files(value: &Value, found: &mut BTreeSet<Reference>) {
    match value {
        Value::String(text) => {
            found.extend(UPLOAD.captures_iter(text).map(|upload| Reference::File(upload[1].to_owned())));
        }
        Value::Array(values) => values.iter().for_each(|value| files(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| files(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_and_files_that_a_text_names_are_found() {
        let text = r#"<!-- wp:image {"id":7} --><img src="http://a.example/wp-content/uploads/2026/11/x-300x200.jpg" class="wp-image-7"/><!-- /wp:image -->"#;
        let fields = [("content", json!(text)), ("parent_id", json!(0)), ("terms:category", json!([[3, 0]]))];
        let document = Document {
            key: Key::numbered(Kind::Post, 9),
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
        };
        let expected = [
            Reference::Row(Key::numbered(Kind::Term, 3)),
            Reference::Row(Key::numbered(Kind::Post, 7)),
            Reference::File("2026/11/x-300x200.jpg".into()),
        ];
        assert_eq!(references(&document), BTreeSet::from(expected));
    }
}
