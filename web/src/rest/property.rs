//! A field of a schema, or an argument, in one line.

use serde_json::{Map, Value, json};

use super::arguments::{CHECKED_FIRST, UNCHECKED};
use super::item_schema::ARGUMENT;

/// A field of an item or an argument of an endpoint in the making.
#[derive(Clone, Debug)]
pub struct Property(Map<String, Value>);

impl Property {
    /// A field of this type: `string`, `integer`, ….
    pub fn new(kind: &str, description: &str) -> Self {
        Self(Map::new()).with("description", description).with("type", kind)
    }

    /// A text.
    pub fn text(description: &str) -> Self {
        Self::new("string", description)
    }

    /// A whole number.
    pub fn integer(description: &str) -> Self {
        Self::new("integer", description)
    }

    /// A switch.
    pub fn flag(description: &str) -> Self {
        Self::new("boolean", description)
    }

    /// A list of such items.
    pub fn list(description: &str, items: impl Into<Value>) -> Self {
        Self::new("array", description).with("items", items)
    }

    /// An object with these fields.
    pub fn object<const N: usize>(description: &str, fields: [(&str, Self); N]) -> Self {
        Self::new("object", description).with("properties", all(fields))
    }

    /// With any other keyword of a schema.
    pub fn with(mut self, keyword: &str, value: impl Into<Value>) -> Self {
        self.0.insert(keyword.to_owned(), value.into());
        self
    }

    /// Of this format: `uri`, `date-time`, ….
    pub fn format(self, format: &str) -> Self {
        self.with("format", format)
    }

    /// One of these.
    pub fn one_of(self, choices: &[&str]) -> Self {
        self.with("enum", json!(choices))
    }

    /// What it is where nobody says.
    pub fn default(self, value: impl Into<Value>) -> Self {
        self.with("default", value)
    }

    /// Shown, never set.
    pub fn readonly(self) -> Self {
        self.with("readonly", true)
    }

    /// Must be given for a new item.
    pub fn required(self) -> Self {
        self.with("required", true)
    }

    /// Shown in these contexts: any of `v`iew, `e`dit and em`b`ed, in this order.
    pub fn shown(self, contexts: &str) -> Self {
        let names = contexts.chars().filter_map(|letter| match letter {
            'v' => Some("view"),
            'e' => Some("edit"),
            'b' => Some("embed"),
            _ => None,
        });
        self.with("context", names.collect::<Vec<_>>())
    }

    /// As an argument it is checked and converted by its handler.
    pub fn unchecked(self) -> Self {
        self.with(UNCHECKED, true)
    }

    /// As an argument it is checked in the first stage.
    pub fn checked_first(self) -> Self {
        self.with(CHECKED_FIRST, true)
    }

    /// As an argument it has these keywords besides.
    pub fn with_keywords(self, keywords: Value) -> Self {
        self.with(ARGUMENT, keywords)
    }
}

impl From<Property> for Value {
    fn from(property: Property) -> Self {
        Self::Object(property.0)
    }
}

/// Fields, or arguments, by their names in this order.
pub fn all<const N: usize>(fields: [(&str, Property); N]) -> Value {
    Value::Object(fields.into_iter().map(|(name, property)| (name.to_owned(), property.into())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_a_schema() {
        let made: Value = Property::text("Its state.").one_of(&["on", "off"]).shown("veb").readonly().into();
        assert_eq!(
            made,
            json!({"description": "Its state.", "type": "string", "enum": ["on", "off"],
                "context": ["view", "edit", "embed"], "readonly": true})
        );
    }
}
