//! A request of the API, from HTTP or from inside (batches, embedded resources).

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use cms::permalinks::rest_url;
use cms::{Actor, Site};
use serde_json::{Map, Value, json};

use super::incoming::Incoming;
use super::json_body::JsonFault;
use super::memory::Memory;

/// What is asked of a route. Cheap to clone: clones share what they say until one of them is changed.
#[derive(Clone, Debug)]
pub struct RestRequest(Arc<Asked>);

/// The parts of a [`RestRequest`].
#[derive(Clone, Debug)]
pub struct Asked {
    /// The site.
    pub site: Site,
    /// Who asks.
    pub actor: Actor,
    /// `GET`, `POST`, …, after the method override.
    pub method: String,
    /// The path below `/wp-json`, such as `/wp/v2/posts/1`, decoded.
    pub path: String,
    /// Parameters that the path carries.
    pub url_parameters: Map<String, Value>,
    /// Parameters of the query string.
    pub query_parameters: Map<String, Value>,
    /// Parameters of a form or a JSON body.
    pub body_parameters: Map<String, Value>,
    /// Defaults of the route's arguments.
    pub defaults: Map<String, Value>,
    /// Headers by their lower-case names.
    pub headers: HashMap<String, String>,
    /// The body as it came.
    pub body: bytes::Bytes,
    /// A file that came as the body or within it.
    pub incoming: Incoming,
    /// What was wrong with a body that should have been JSON.
    pub broken_json: Option<JsonFault>,
    /// The address of the client.
    pub client_ip: String,
    /// The UUID of the application password that it came with, if it came with one.
    pub application_password: Option<String>,
    /// What was loaded for this request already.
    pub memory: Memory,
}

impl Deref for RestRequest {
    type Target = Asked;

    fn deref(&self) -> &Asked {
        &self.0
    }
}

impl DerefMut for RestRequest {
    fn deref_mut(&mut self) -> &mut Asked {
        Arc::make_mut(&mut self.0)
    }
}

impl RestRequest {
    /// A request from inside, for what another answer refers to.
    pub fn inside(site: &Site, actor: &Actor, method: &str, path: &str) -> Self {
        Self(Arc::new(Asked {
            site: site.clone(),
            actor: actor.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            url_parameters: Map::new(),
            query_parameters: Map::new(),
            body_parameters: Map::new(),
            defaults: Map::new(),
            headers: HashMap::new(),
            body: bytes::Bytes::new(),
            incoming: Incoming::default(),
            broken_json: None,
            client_ip: String::new(),
            application_password: None,
            memory: Memory::default(),
        }))
    }

    /// A request of the same person that asks nothing yet, and knows what this one has loaded.
    pub fn beside(&self) -> Self {
        let mut beside = Self::inside(&self.site, &self.actor, "GET", "/");
        beside.memory = self.memory.clone();
        beside
    }

    /// A parameter: of the body, else of the query, else of the path, else its default (`get_parameter_order`).
    pub fn get(&self, name: &str) -> Option<&Value> {
        [&self.body_parameters, &self.query_parameters, &self.url_parameters, &self.defaults]
            .into_iter()
            .find_map(|parameters| parameters.get(name))
            .filter(|value| !value.is_null())
    }

    /// Whether the client gave the parameter, be it as null.
    pub fn has(&self, name: &str) -> bool {
        [&self.body_parameters, &self.query_parameters, &self.url_parameters]
            .into_iter()
            .any(|parameters| parameters.contains_key(name))
    }

    /// Sets a checked value where the client's own stood.
    pub fn set(&mut self, name: &str, value: Value) {
        let asked = &mut **self;
        for parameters in [&mut asked.body_parameters, &mut asked.query_parameters, &mut asked.url_parameters] {
            if let Some(slot) = parameters.get_mut(name) {
                *slot = value;
                return;
            }
        }
        asked.defaults.insert(name.to_owned(), value);
    }

    /// A parameter as text; numbers in decimal.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(if *flag { "1" } else { "" }.to_owned()),
            _ => None,
        }
    }

    /// A parameter as a whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|value| value as i64)),
            Value::String(text) => text.trim().parse().ok(),
            Value::Bool(flag) => Some(i64::from(*flag)),
            _ => None,
        }
    }

    /// A parameter as a switch.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => Some(number.as_f64() != Some(0.0)),
            Value::String(text) => Some(!matches!(text.to_ascii_lowercase().as_str(), "" | "0" | "false")),
            _ => None,
        }
    }

    /// A parameter as a list of whole numbers.
    pub fn numbers(&self, name: &str) -> Vec<i64> {
        match self.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(number_of).collect(),
            Some(value) => value.as_str().map_or_else(
                || number_of(value).into_iter().collect(),
                |text| text.split([',', ' ']).filter_map(|part| part.parse().ok()).collect(),
            ),
            None => Vec::new(),
        }
    }

    /// A parameter as a list of texts.
    pub fn texts(&self, name: &str) -> Vec<String> {
        match self.get(name) {
            Some(Value::Array(items)) => items
                .iter()
                .filter_map(|item| {
                    item.as_str().map(str::to_owned).or_else(|| number_of(item).map(|number| number.to_string()))
                })
                .collect(),
            Some(Value::String(text)) => {
                text.split([',', ' ']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        }
    }

    /// `view`, `embed` or `edit`.
    pub fn context(&self) -> String {
        self.text("context").unwrap_or_else(|| "view".to_owned())
    }

    /// What `wp:` means in relations' names.
    pub fn curies(&self) -> Value {
        json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}])
    }

    /// The address of something of the API on this site.
    pub fn rest_url(&self, path: &str) -> String {
        rest_url(&self.site, path)
    }
}

fn number_of(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}
