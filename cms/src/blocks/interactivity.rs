//! What the scripts of blocks find on their page besides the markup: states and configurations, by the store's name
//! (WordPress's `wp_interactivity_state` and `wp_interactivity_config`).

use serde_json::{Map, Value, json};

/// Gathered while blocks are rendered, and written into the page once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interactivity {
    states: Map<String, Value>,
    configurations: Map<String, Value>,
}

impl Interactivity {
    /// Adds to the state of a store; objects in it are merged.
    pub fn add_state(&mut self, store: &str, state: Value) {
        merge(self.states.entry(store).or_insert(Value::Null), state);
    }

    /// The state of a store so far.
    pub fn state(&self, store: &str) -> &Value {
        self.states.get(store).unwrap_or(&Value::Null)
    }

    /// Adds to what is fixed for a store.
    pub fn configure(&mut self, store: &str, configuration: Value) {
        merge(self.configurations.entry(store).or_insert(Value::Null), configuration);
    }

    /// Adds what another text of the same page gathered.
    pub fn extend(&mut self, other: &Self) {
        other.states.iter().for_each(|(store, state)| self.add_state(store, state.clone()));
        other.configurations.iter().for_each(|(store, fixed)| self.configure(store, fixed.clone()));
    }

    /// As the scripts read it; nothing of an empty one.
    pub fn json(&self) -> Option<Value> {
        let mut all = Map::new();
        for (name, part) in [("config", &self.configurations), ("state", &self.states)] {
            if !part.is_empty() {
                all.insert(name.to_owned(), json!(part));
            }
        }
        (!all.is_empty()).then_some(Value::Object(all))
    }
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

/// JSON without any character that means something to HTML but the quote, for an attribute between apostrophes and for a
/// `<script>`.
pub fn html_safe_json(value: &Value) -> String {
    let mut safe = String::new();
    for character in value.to_string().chars() {
        match character {
            '<' | '>' | '&' | '\'' => safe.push_str(&format!("\\u{:04X}", u32::from(character))),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_page_share_a_state() {
        let mut page = Interactivity::default();
        assert_eq!(page.json(), None);
        page.add_state("core/image", json!({"metadata": {"a": {"alt": "x", "order": null}}}));
        let mut other = Interactivity::default();
        other.add_state("core/image", json!({"metadata": {"a": {"order": 2}, "b": {}}}));
        other.configure("core/image", json!({"close": "Close"}));
        page.extend(&other);
        assert_eq!(page.state("core/image")["metadata"]["a"], json!({"alt": "x", "order": 2}));
        let all = page.json().unwrap();
        assert_eq!(
            (all["state"]["core/image"]["metadata"]["b"].is_object(), &all["config"]["core/image"]["close"]),
            (true, &json!("Close"))
        );
    }

    #[test]
    fn json_ends_neither_an_attribute_nor_a_script() {
        let safe = html_safe_json(&json!({"a": "d'été </script> &quot;"}));
        assert!(!safe.contains(['<', '>', '&', '\'']), "{safe}");
        assert_eq!(serde_json::from_str::<Value>(&safe).unwrap()["a"], "d'été </script> &quot;");
    }
}
