//! `batch/v1`: several changes in one request (`WP_REST_Server::serve_batch_request_v1`).

use serde_json::{Value, json};

use crate::rest::dispatch::{check, no_route, respond, take_path};
use crate::rest::error::RestResult;
use crate::rest::route::{CREATE, Endpoint, Route};
use crate::rest::routes::{Matched, Table, table_for};
use crate::rest::{RestError, RestRequest, RestResponse, parameters};

/// How many requests one may carry.
const MOST: u64 = 25;

/// Its route.
pub fn routes() -> Vec<Route> {
    vec![Route::new("", "/batch/v1").endpoint(Endpoint::new(CREATE, arguments(), |request| Box::pin(answer(request))))]
}

fn arguments() -> Value {
    let texts = json!({"type": ["string", "array"], "items": {"type": "string"}});
    let request = json!({"type": "object", "properties": {
        "method": {"type": "string", "enum": ["POST", "PUT", "PATCH", "DELETE"], "default": "POST"},
        "path": {"type": "string", "required": true},
        "body": {"type": "object", "properties": [], "additionalProperties": true},
        "headers": {"type": "object", "properties": [], "additionalProperties": texts},
    }});
    let validation = json!({"type": "string", "enum": ["require-all-validate", "normal"], "default": "normal"});
    let requests = json!({"type": "array", "maxItems": MOST, "items": request, "required": true});
    json!({"validation": validation, "requests": requests})
}

/// One of the requests, as far as it got: what is wrong with it is said in its place.
struct Part<'a> {
    request: RestRequest,
    matched: Option<Matched<'a>>,
    checked: RestResult<()>,
}

async fn answer(request: RestRequest) -> RestResult {
    let table = table_for(request.site.settings());
    let asked = request.get("requests").and_then(Value::as_array).cloned().unwrap_or_default();
    let parts: Vec<Part<'_>> = asked.iter().map(|one| Part::of(&request, &table, one)).collect();
    let needs_all = request.text("validation").as_deref() == Some("require-all-validate");
    if needs_all && parts.iter().any(|part| part.checked.is_err()) {
        let responses: Vec<Value> = parts.iter().map(Part::complaint).collect();
        return Ok(several(json!({"failed": "validation", "responses": responses})));
    }
    let mut responses = Vec::with_capacity(parts.len());
    for part in parts {
        responses.push(part.answer().await.enveloped().body);
    }
    Ok(several(json!({"responses": responses})))
}

fn several(body: Value) -> RestResponse {
    RestResponse { status: 207, ..RestResponse::ok(body) }
}

impl<'a> Part<'a> {
    fn of(batch: &RestRequest, table: &'a Table, asked: &Value) -> Self {
        let (mut request, is_address) = single(batch, asked);
        let known = |route: &Route| route.endpoint_for(&request.method).is_some();
        let matched = table.find(&request.path, known);
        let checked = match &matched {
            _ if !is_address => Err(RestError::new(400, "parse_path_failed", "Could not parse the path.")),
            None => Err(no_route()),
            Some(matched) => prepare(&mut request, matched),
        };
        Self { request, matched, checked }
    }

    fn complaint(&self) -> Value {
        let error = self.checked.as_ref().err();
        error.map_or(Value::Null, |error| RestResponse::from(error.clone()).enveloped().body)
    }

    async fn answer(self) -> RestResponse {
        let Some(matched) = &self.matched else { return self.checked.err().unwrap_or_else(no_route).into() };
        match matched.route.endpoint_for(&self.request.method) {
            Some(endpoint) => respond(&self.request, matched.route, endpoint, self.checked).await,
            None => no_route().into(),
        }
    }
}

fn prepare(request: &mut RestRequest, matched: &Matched<'_>) -> RestResult<()> {
    take_path(request, matched);
    let endpoint = matched.route.endpoint_for(&request.method).ok_or_else(no_route)?;
    if endpoint.allow_batch != Some(true) {
        let message = "The requested route does not support batch requests.";
        return Err(RestError::new(400, "rest_batch_not_allowed", message));
    }
    check(request, endpoint)
}

/// The request inside the batch, by whoever sent the batch, and whether its address can be read at all.
fn single(batch: &RestRequest, asked: &Value) -> (RestRequest, bool) {
    let text = |name: &str| asked.get(name).and_then(Value::as_str);
    let address = path_and_query(text("path").unwrap_or_default());
    let (path, query) = address.clone().unwrap_or_default();
    let path = format!("/{}", path.trim_matches('/'));
    let mut request = RestRequest::inside(&batch.site, &batch.actor, text("method").unwrap_or("POST"), &path);
    request.query_parameters = parameters::parse(&query);
    if let Some(body) = asked.get("body").and_then(Value::as_object) {
        request.body_parameters = body.clone();
    }
    for (name, value) in asked.get("headers").and_then(Value::as_object).into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        request.headers.insert(name.to_ascii_lowercase(), value);
    }
    request.client_ip = batch.client_ip.clone();
    (request, address.is_some())
}

/// What an address says of a route. Of a whole one the scheme and the host do not count; one that names a scheme and
/// then no host is none (`wp_parse_url`).
fn path_and_query(address: &str) -> Option<(String, String)> {
    let address = address.split('#').next().unwrap_or_default();
    let (address, query) = address.split_once('?').unwrap_or((address, ""));
    let behind_scheme = address.split_once("://").map(|(_, rest)| rest).or_else(|| address.strip_prefix("//"));
    let path = match behind_scheme {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => return None,
        Some(rest) => rest.find('/').map_or("", |at| &rest[at..]),
        None => address,
    };
    Some((path.to_owned(), query.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::path_and_query;

    #[test]
    fn a_whole_address_counts_as_its_path() {
        let parts = |path: &str, query: &str| Some((path.to_owned(), query.to_owned()));
        assert_eq!(path_and_query("/wp/v2/posts?title=a#b"), parts("/wp/v2/posts", "title=a"));
        assert_eq!(path_and_query("https://example.com/wp/v2/posts?a=1"), parts("/wp/v2/posts", "a=1"));
        assert_eq!(path_and_query("//example.com/wp/v2/tags"), parts("/wp/v2/tags", ""));
        assert_eq!(path_and_query("https://example.com"), parts("", ""));
        assert_eq!(
            path_and_query("/wp/v2/posts?back=https://example.com/"),
            parts("/wp/v2/posts", "back=https://example.com/")
        );
        assert_eq!(path_and_query("https:///wp/v2/posts"), None);
        assert_eq!(path_and_query("//"), None);
    }
}
