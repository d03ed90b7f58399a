//! What owners may set about a theme. The values live where WordPress keeps them: in the option `theme_mods_<theme>`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Manifest;
use crate::Settings;

/// One thing that owners may set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// For people.
    pub label: String,
    /// What may be set.
    #[serde(rename = "type")]
    pub kind: SettingKind,
    /// What holds until somebody sets it.
    pub default: Value,
    /// The values of a choice, with their labels.
    #[serde(default)]
    pub choices: indexmap::IndexMap<String, String>,
    /// A sentence that helps.
    #[serde(default)]
    pub help: String,
}

/// What a setting's value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SettingKind {
    /// Yes or no.
    Switch,
    /// One line of text.
    Text,
    /// A whole number.
    Number,
    /// `#rgb` or `#rrggbb`.
    Colour,
    /// One of `choices`.
    Choice,
    /// An attachment's number; 0 for none.
    Image,
}

impl Setting {
    /// `value` in the setting's own type, where it is one that may be set. Text is read generously, since imported
    /// theme mods are mostly text.
    pub fn accept(&self, value: &Value) -> Option<Value> {
        match (self.kind, value) {
            (SettingKind::Switch, Value::Bool(_)) => Some(value.clone()),
            (SettingKind::Switch, Value::Number(number)) => Some((number.as_f64() != Some(0.0)).into()),
            (SettingKind::Switch, Value::String(text)) => Some((!matches!(text.as_str(), "" | "0" | "false")).into()),
            (SettingKind::Text, Value::String(_)) => Some(value.clone()),
            (SettingKind::Number | SettingKind::Image, Value::Number(number)) => number.as_i64().map(Value::from),
            (SettingKind::Number | SettingKind::Image, Value::String(text)) => {
                text.trim().parse::<i64>().ok().map(Value::from)
            }
            (SettingKind::Colour, Value::String(text)) => is_colour(text).then(|| value.clone()),
            (SettingKind::Choice, Value::String(text)) => self.choices.contains_key(text).then(|| value.clone()),
            _ => None,
        }
    }

    /// Why its own default is none that may be set.
    pub(super) fn check(&self, name: &str) -> Result<(), String> {
        match self.accept(&self.default) {
            Some(_) => Ok(()),
            None => Err(format!("the setting {name} has a default that it does not accept: {}", self.default)),
        }
    }
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.chars().all(|digit| digit.is_ascii_hexdigit()))
}

/// Every setting of the theme with the value that holds on a site; what cannot be used gives way to the default.
pub(super) fn in_force(manifest: &Manifest, theme: &str, settings: &Settings) -> Map<String, Value> {
    let set = settings.get(&format!("theme_mods_{theme}")).and_then(Value::as_object);
    let value_of = |name: &String, setting: &Setting| {
        let chosen = set.and_then(|set| set.get(name)).and_then(|value| setting.accept(value));
        chosen.unwrap_or_else(|| setting.default.clone())
    };
    manifest.settings.iter().map(|(name, setting)| (name.clone(), value_of(name, setting))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn manifest() -> Manifest {
        let text = r##"
            name = "Mine"
            [settings.accent]
            label = "Accent"
            type = "colour"
            default = "#aa3311"
            [settings.sidebar]
            label = "Sidebar"
            type = "switch"
            default = true
        "##;
        Manifest::parse("mine", text).unwrap()
    }

    fn with_mods(mods: Value) -> Settings {
        let values = [("theme_mods_mine".to_owned(), mods)].into_iter().collect();
        Settings::new(values, "http://example.com".into())
    }

    #[test]
    fn what_an_owner_set_holds() {
        let values = in_force(&manifest(), "mine", &with_mods(json!({"accent": "#123", "sidebar": "0"})));
        assert_eq!(Value::from(values), json!({"accent": "#123", "sidebar": false}));
    }

    #[test]
    fn a_value_that_cannot_be_used_gives_way_to_the_default() {
        let values = in_force(&manifest(), "mine", &with_mods(json!({"accent": "red;}body{display:none"})));
        assert_eq!(values["accent"], "#aa3311");
    }
}
