//! Meta keys of posts that the API shows and takes (`register_post_meta` with `show_in_rest`): WordPress's own, and those
//! that a site's theme or its owner registered.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Settings;

/// The option that keeps the registered keys of a site, as a JSON list of [`RegisteredMeta`].
pub const REGISTERED: &str = "platen_post_meta";

/// The text of the footnotes block.
const FOOTNOTES: &str = "footnotes";
/// The types that WordPress registers footnotes for.
const WITH_FOOTNOTES: [&str; 3] = ["post", "page", "wp_block"];

/// A key, with what WordPress's `register_post_meta` knows of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisteredMeta {
    /// The key.
    pub name: String,
    /// The types whose posts have it; every type that supports `custom-fields` where none is named.
    pub post_types: Vec<String>,
    /// What each of its values is.
    #[serde(rename = "type")]
    pub value_type: MetaType,
    /// Whether a post has one value of it; else a list.
    pub single: bool,
    /// Its name for people.
    pub label: String,
    /// What it is for.
    pub description: String,
    /// What a post without a value shows; the type's empty value where nothing is said.
    pub default: Option<Value>,
}

/// What a value may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MetaType {
    /// Text.
    #[default]
    String,
    /// `1` or nothing in the database.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
}

impl MetaType {
    /// Its name in JSON schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
        }
    }

    /// What stands for no value (`get_empty_value_for_type`).
    pub fn empty(self) -> Value {
        match self {
            Self::String => json!(""),
            Self::Boolean => json!(false),
            Self::Integer => json!(0),
            Self::Number => json!(0.0),
        }
    }

    /// Whether a JSON value is of the type.
    pub fn is_of(self, value: &Value) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64(),
            Self::Number => value.is_number(),
        }
    }
}

impl RegisteredMeta {
    /// What a post without a value shows.
    pub fn default_value(&self) -> Value {
        self.default.clone().unwrap_or_else(|| self.value_type.empty())
    }

    fn belongs_to(&self, post_type: &str) -> bool {
        self.post_types.is_empty() || self.post_types.iter().any(|name| name == post_type)
    }
}

/// The keys that posts of this type have on a site: WordPress's own first.
pub fn registered_meta(settings: &Settings, post_type: &str) -> Vec<RegisteredMeta> {
    let footnotes = WITH_FOOTNOTES.contains(&post_type).then(|| RegisteredMeta {
        name: FOOTNOTES.to_owned(),
        single: true,
        ..RegisteredMeta::default()
    });
    let registered = settings.get(REGISTERED).and_then(Value::as_array).into_iter().flatten();
    let read = registered.filter_map(|entry| RegisteredMeta::deserialize(entry).ok());
    let own = read.filter(|meta| meta.name != FOOTNOTES && meta.belongs_to(post_type));
    footnotes.into_iter().chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(settings: &Settings, post_type: &str) -> Vec<String> {
        registered_meta(settings, post_type).into_iter().map(|meta| meta.name).collect()
    }

    #[test]
    fn a_type_has_wordpress_s_own_keys_and_those_registered_for_it() {
        let registered = json!([
            {"name": "subtitle", "post_types": ["post"], "single": true},
            {"name": "pages", "post_types": ["book"], "type": "integer"},
            {"name": "everywhere"},
            {"name": "footnotes", "type": "integer"},
            {"name": "strange", "type": "colour"},
        ]);
        let settings = Settings::default().with(REGISTERED, registered);
        assert_eq!(names(&settings, "post"), ["footnotes", "subtitle", "everywhere"]);
        assert_eq!(names(&settings, "book"), ["pages", "everywhere"]);
        assert_eq!(registered_meta(&settings, "book")[0].default_value(), json!(0));
    }
}
