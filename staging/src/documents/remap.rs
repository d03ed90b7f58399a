//! Numbers of posts and terms in a document, wherever they stand, put right in one walk.

use std::collections::{BTreeSet, HashMap};

use cms::transfer::references::{Numbering, renumber_by};
use serde_json::{Value, json};

use super::{Document, Key, Kind};

/// Which number a row of the environment has on production, where that is another one.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    posts: HashMap<i64, i64>,
    terms: HashMap<i64, i64>,
}

impl Numbers {
    /// Notes that the post or term `here` is `there` on production.
    pub fn note(&mut self, kind: Kind, here: i64, there: i64) {
        match kind {
            Kind::Post => self.posts.insert(here, there),
            Kind::Term => self.terms.insert(here, there),
            Kind::Option | Kind::Redirect => None,
        };
    }

    /// Whether every row has the same number on both sides.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.terms.is_empty()
    }

    /// The document with production's numbers, its own among them.
    pub fn on_production(&self, document: Document) -> Document {
        if self.is_empty() { document } else { renumber(document, self) }
    }

    /// The key that the row has on production.
    pub fn key(&self, key: &Key) -> Key {
        match (key.kind, key.number()) {
            (Kind::Post, Some(number)) => Key::numbered(Kind::Post, self.post(number)),
            (Kind::Term, Some(number)) => Key::numbered(Kind::Term, self.term(number)),
            _ => key.clone(),
        }
    }
}

impl Numbers {
    /// The keys that rows with these keys on production have in the environment.
    pub fn keys_here(&self, keys: &BTreeSet<Key>) -> BTreeSet<Key> {
        let renumbered = |kind: Kind, numbers: &HashMap<i64, i64>| -> HashMap<Key, Key> {
            numbers.iter().map(|(here, there)| (Key::numbered(kind, *there), Key::numbered(kind, *here))).collect()
        };
        let mut here = renumbered(Kind::Post, &self.posts);
        here.extend(renumbered(Kind::Term, &self.terms));
        keys.iter().map(|key| here.get(key).unwrap_or(key).clone()).collect()
    }
}

impl Numbering for Numbers {
    fn post(&self, old: i64) -> i64 {
        self.posts.get(&old).copied().unwrap_or(old)
    }

    fn term(&self, old: i64) -> i64 {
        self.terms.get(&old).copied().unwrap_or(old)
    }
}

/// Options that are the number of a post.
const POST_OPTIONS: [&str; 5] =
    ["page_on_front", "page_for_posts", "site_icon", "site_logo", "wp_page_for_privacy_policy"];

/// The document with every number that names a post or a term put through `numbers`, its own key among them.
pub(super) fn renumber(mut document: Document, numbers: &dyn Numbering) -> Document {
    match document.key.kind {
        Kind::Post => renumber_post(&mut document, numbers),
        Kind::Term => {
            document.key.id = numbers.term(document.key.number().unwrap_or_default()).to_string();
            whole(document.fields.get_mut("parent_id"), &|id| numbers.term(id));
        }
        Kind::Option => renumber_option(&mut document, numbers),
        Kind::Redirect => {
            whole(document.fields.get_mut("post_id"), &|id| numbers.post(id));
            let (kind, source) = (document.field("kind").to_owned(), document.field("source").to_owned());
            document.key.id = format!("{kind} {} {source}", document.number("post_id"));
        }
    }
    document
}

fn renumber_post(document: &mut Document, numbers: &dyn Numbering) {
    document.key.id = numbers.post(document.key.number().unwrap_or_default()).to_string();
    let names_a_term = document.fields.get("meta:_menu_item_type").is_some_and(|value| value[0] == "taxonomy");
    for (name, value) in &mut document.fields {
        match name.as_str() {
            "parent_id" => whole(Some(value), &|id| numbers.post(id)),
            "content" | "excerpt" => content(value, numbers),
            "meta:_thumbnail_id" | "meta:_menu_item_menu_item_parent" => whole(Some(value), &|id| numbers.post(id)),
            "meta:_menu_item_object_id" if names_a_term => whole(Some(value), &|id| numbers.term(id)),
            "meta:_menu_item_object_id" => whole(Some(value), &|id| numbers.post(id)),
            _ if name.starts_with("terms:") => {
                let pairs = value.as_array_mut().into_iter();
                pairs.for_each(|pairs| {
                    pairs.iter_mut().for_each(|pair| whole(pair.get_mut(0), &|id| numbers.term(id)));
                    pairs.sort_by_key(|pair| pair[0].as_i64());
                });
            }
            _ => {}
        }
    }
}

fn renumber_option(document: &mut Document, numbers: &dyn Numbering) {
    let name = document.key.id.clone();
    for (field, value) in &mut document.fields {
        match field.as_str() {
            "value" if POST_OPTIONS.contains(&name.as_str()) => whole(Some(value), &|id| numbers.post(id)),
            "value" if name == "default_category" => whole(Some(value), &|id| numbers.term(id)),
            "key:custom_logo" => whole(Some(value), &|id| numbers.post(id)),
            "key:nav_menu_locations" => {
                let menus = value.as_object_mut().into_iter().flat_map(|menus| menus.values_mut());
                menus.for_each(|menu| whole(Some(menu), &|id| numbers.term(id)));
            }
            _ if name.starts_with("widget_") => content(value, numbers),
            _ => {}
        }
    }
}

/// A number, also one written as text, or a list of them.
fn whole(value: Option<&mut Value>, new: &dyn Fn(i64) -> i64) {
    match value {
        Some(value @ Value::Number(_)) => {
            if let Some(id) = value.as_i64().filter(|id| *id != 0) {
                *value = json!(new(id));
            }
        }
        Some(Value::String(text)) => {
            if let Some(id) = text.parse().ok().filter(|id| *id != 0) {
                *text = new(id).to_string();
            }
        }
        Some(Value::Array(values)) => values.iter_mut().for_each(|value| whole(Some(value), new)),
        _ => {}
    }
}

/// Block markup, shortcodes and images in every text of a value.
fn content(value: &mut Value, numbers: &dyn Numbering) {
    match value {
        Value::String(text) => {
            let renumbered = renumber_by(text, numbers).into_owned();
            if renumbered != *text {
                *text = renumbered;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| content(value, numbers)),
        Value::Object(fields) => fields.values_mut().for_each(|value| content(value, numbers)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_a_post_follows() {
        let mut numbers = Numbers::default();
        numbers.note(Kind::Post, 5, 105);
        numbers.note(Kind::Term, 5, 205);
        let fields = [
            ("parent_id", json!(5)),
            ("content", json!("<!-- wp:image {\"id\":5} --><img class=\"wp-image-5\"/><!-- /wp:image -->")),
            ("meta:_thumbnail_id", json!(["5"])),
            ("terms:category", json!([[5, 0], [6, 0]])),
            ("menu_order", json!(5)),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
        let put = numbers.on_production(Document { key: Key::numbered(Kind::Post, 5), fields });
        assert_eq!(put.key.to_string(), "post:105");
        assert_eq!((put.number("parent_id"), put.number("menu_order")), (105, 5));
        assert!(put.field("content").contains("wp-image-105"), "{}", put.field("content"));
        assert_eq!(put.fields["meta:_thumbnail_id"], json!(["105"]));
        assert_eq!(put.fields["terms:category"], json!([[6, 0], [205, 0]]));
    }
}
