//! Meta keys of posts in `theme.toml`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::posts::{MetaType, RegisteredMeta};

/// A meta key, in the words of WordPress's `register_post_meta`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostMeta {
    /// `string`, `boolean`, `integer` or `number`.
    #[serde(rename = "type", default)]
    pub value_type: MetaType,
    /// Whether a post has one value of it; else a list.
    #[serde(default)]
    pub single: bool,
    /// For people.
    #[serde(default)]
    pub label: String,
    /// A sentence that helps.
    #[serde(default)]
    pub description: String,
    /// What a post without a value shows.
    #[serde(default)]
    pub default: Option<Value>,
    /// The types whose posts have it; every type that supports `custom-fields` where none is named.
    #[serde(default)]
    pub post_types: Vec<String>,
}

impl PostMeta {
    /// Why it cannot be registered: keys with `_` before them are the host's own, and a default has the type of a value.
    pub(super) fn check(&self, key: &str) -> Result<(), String> {
        if key.is_empty() || key.starts_with('_') {
            return Err(format!("the meta key \"{key}\" is protected: keys of a theme do not begin with _"));
        }
        match &self.default {
            Some(default) if !self.single => Err(format!(
                "the meta key {key} is a list, which has no default: take out {default} or say single = true"
            )),
            Some(default) if !self.value_type.is_of(default) => {
                Err(format!("the meta key {key} has a default that is no {}: {default}", self.value_type.name()))
            }
            _ => Ok(()),
        }
    }

    /// As a site knows it.
    pub(super) fn registered(&self, key: &str) -> RegisteredMeta {
        RegisteredMeta {
            name: key.to_owned(),
            post_types: self.post_types.clone(),
            value_type: self.value_type,
            single: self.single,
            label: self.label.clone(),
            description: self.description.clone(),
            default: self.default.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::theming::Manifest;

    fn reason(meta: &str) -> String {
        Manifest::parse("mine", &format!("name = \"Mine\"\n{meta}")).map_err(|fault| fault.reason).unwrap_err()
    }

    #[test]
    fn a_key_of_the_host_or_a_default_of_another_type_is_a_mistake() {
        assert!(reason("[post_meta._edit_lock]\nsingle = true\n").contains("_edit_lock"));
        assert!(
            reason("[post_meta.pages]\ntype = \"integer\"\nsingle = true\ndefault = \"x\"\n").contains("no integer")
        );
        assert!(reason("[post_meta.pages]\ndefault = \"x\"\n").contains("is a list"));
        assert!(reason("[post_meta.pages]\ntype = \"colour\"\n").contains("colour"));
    }
}
