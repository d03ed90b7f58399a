//! One row of a list: names and values in their order.

use serde_json::{Map, Value};

/// One row of a list: names and values in their order.
#[derive(Clone, Debug, Default)]
pub struct Record(Map<String, Value>);

impl Record {
    /// Begins with nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// The value under this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// All names in their order.
    pub fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// Only these values, in this order.
    pub fn only(&self, names: &[String]) -> Self {
        let value = |name: &String| (name.clone(), self.get(name).cloned().unwrap_or(Value::Null));
        Self(names.iter().map(value).collect())
    }

    /// As a JSON object.
    pub fn into_json(self) -> Value {
        Value::Object(self.0)
    }

    /// Values as text, in their order.
    pub fn texts(&self) -> Vec<String> {
        self.0.values().map(text_of).collect()
    }
}

/// A value as a cell shows it: text as it is, nothing as nothing, lists and objects as JSON.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
