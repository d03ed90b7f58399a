//! An answer of the API before it is HTTP.

use serde_json::{Map, Value, json};

use super::RestError;

/// Body, status and headers.
#[derive(Clone, Debug, PartialEq)]
pub struct RestResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers beside those that every answer has.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Value,
    /// A body that is no JSON, with its `Content-Type`; instead of `body`.
    pub raw: Option<(String, Vec<u8>)>,
    /// The context that `Allow` is told for, where it is another than the request's: answers to changes are shown to
    /// editors, and WordPress asks who may go on from there.
    pub allowed_in: Option<&'static str>,
}

impl RestResponse {
    /// 200 with this body.
    pub fn ok(body: Value) -> Self {
        Self { status: 200, headers: Vec::new(), body, raw: None, allowed_in: None }
    }

    /// 201 with this body, at this address.
    pub fn created(body: Value, location: String) -> Self {
        Self { status: 201, ..Self::ok(body) }.header("Location", location)
    }

    /// The same with one more header.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The same with an `Allow` for this context.
    pub fn allowed_in(mut self, context: &'static str) -> Self {
        self.allowed_in = Some(context);
        self
    }

    /// The value of one of its own headers.
    pub fn get_header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body in an envelope with status and headers (`?_envelope`), for clients that see bodies only.
    pub fn enveloped(self) -> Self {
        let headers: Map<String, Value> =
            self.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let headers = if headers.is_empty() { json!([]) } else { Value::Object(headers) };
        Self::ok(json!({"body": self.body, "status": self.status, "headers": headers}))
    }
}

impl From<RestError> for RestResponse {
    fn from(error: RestError) -> Self {
        Self { status: error.status, ..Self::ok(error.body()) }
    }
}
