//! The clone's address and production's: content made in an environment names its own, and the plan reads it as
//! production's.

use serde_json::Value;

use super::Document;

/// Both addresses of a site, without a slash at the end.
#[derive(Clone, Debug)]
pub struct Addresses {
    staging: String,
    production: String,
}

impl Addresses {
    /// The environment's address and production's.
    pub fn new(staging: &str, production: &str) -> Self {
        Self { staging: staging.to_owned(), production: production.to_owned() }
    }

    /// The document with production's address in the place of the environment's.
    pub fn as_on_production(&self, mut document: Document) -> Document {
        if self.staging != self.production && !self.staging.is_empty() {
            document.fields.values_mut().for_each(|value| self.rewrite(value));
        }
        document
    }

    fn rewrite(&self, value: &mut Value) {
        match value {
            Value::String(text) if text.contains(&self.staging) => {
                *text = cms::sites::with_address(text, &self.staging, &self.production);
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.rewrite(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.rewrite(value)),
            _ => {}
        }
    }
}
