//! An item in the making: a field comes in only in its contexts, and only if it was asked for.

use serde_json::{Map, Value};

use super::RestRequest;
use super::fields::wants;

/// As many fields as most things have: the map does not grow while they come.
const MOST_FIELDS: usize = 28;

/// The fields of one item so far.
pub struct Item<'a> {
    fields: &'a [String],
    context: char,
    map: Map<String, Value>,
}

impl<'a> Item<'a> {
    /// An empty item in this context, of which the client wants `fields` (all, if there are none).
    pub fn new(fields: &'a [String], context: &str) -> Self {
        let context = match context {
            "edit" => 'e',
            "embed" => 'b',
            _ => 'v',
        };
        Self { fields, context, map: Map::with_capacity(MOST_FIELDS) }
    }

    /// Whether a field comes in that belongs to `contexts`: any of `v`iew, `e`dit and em`b`ed.
    pub fn is_wanted(&self, name: &str, contexts: &str) -> bool {
        contexts.contains(self.context) && wants(self.fields, name)
    }

    /// Adds a field of these contexts; what is not wanted is not made.
    pub fn add(&mut self, name: &str, contexts: &str, value: impl FnOnce() -> Value) {
        if self.is_wanted(name, contexts) {
            self.map.insert(name.to_owned(), value());
        }
    }

    /// Adds a field whatever the context.
    pub fn insert(&mut self, name: &str, value: Value) {
        self.map.insert(name.to_owned(), value);
    }

    /// The fields, in the order in which they were added.
    pub fn finish(self) -> Map<String, Value> {
        self.map
    }
}

/// The fields that a request asks for.
pub fn asked(request: &RestRequest) -> Vec<String> {
    request.texts("_fields")
}
