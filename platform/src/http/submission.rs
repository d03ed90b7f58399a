//! Requests that tell another program something, and may be told again without harm.

use url::Url;

use super::{FetchError, Fetched, HttpClient, failed, fetched};

/// One request to another program.
#[derive(Debug)]
pub struct Submission<'a> {
    method: reqwest::Method,
    url: &'a Url,
    bearer: Option<&'a str>,
    body: Option<(&'static str, Vec<u8>)>,
}

impl<'a> Submission<'a> {
    /// A POST without a body yet.
    pub fn post(url: &'a Url) -> Self {
        Self { method: reqwest::Method::POST, url, bearer: None, body: None }
    }

    /// A PUT without a body.
    pub fn put(url: &'a Url) -> Self {
        Self { method: reqwest::Method::PUT, ..Self::post(url) }
    }

    /// With a token in `Authorization`.
    pub fn bearer(self, token: &'a str) -> Self {
        Self { bearer: Some(token), ..self }
    }

    /// With a form.
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self { body: Some(("application/x-www-form-urlencoded", form.into_bytes())), ..self }
    }

    /// With JSON.
    pub fn json(self, value: &serde_json::Value) -> Self {
        Self { body: Some(("application/json; charset=utf-8", value.to_string().into_bytes())), ..self }
    }
}

impl HttpClient {
    /// Asks something of another program, and gives its answer whatever the status; at most `limit` bytes of it are read.
    pub async fn submit(&self, asked: Submission<'_>, limit: usize) -> Result<Fetched, FetchError> {
        if !self.may_reach(asked.url) {
            return Err(FetchError::Refused(asked.url.to_string()));
        }
        let mut request = self.client.request(asked.method, asked.url.clone());
        if let Some(token) = asked.bearer {
            request = request.bearer_auth(token);
        }
        if let Some((content_type, body)) = asked.body {
            request = request.header("Content-Type", content_type).body(body);
        } else {
            request = request.header("Content-Length", "0");
        }
        fetched(request.send().await.map_err(failed)?, limit).await
    }
}
