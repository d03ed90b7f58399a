//! From a request to an answer.

use serde_json::Value;

use super::error::RestResult;
use super::route::{Endpoint, Route};
use super::routes::{Matched, table};
use super::{RestError, RestRequest, RestResponse, arguments, embedding, fields, index};

/// Answers a request: finds its route, checks arguments and permission, calls the handler, and shapes the answer by
/// `_fields`, `_embed` and `_envelope`.
pub async fn dispatch(request: RestRequest) -> RestResponse {
    let shape = Shape::of(&request);
    let response = answer(request.clone()).await.unwrap_or_else(RestResponse::from);
    shape.apply(&request, response).await
}

/// The answer without the client's wishes about its shape: what batches and embedded resources take.
pub async fn answer(mut request: RestRequest) -> RestResult {
    let table = table();
    let matched = table.find(&request.path).ok_or_else(no_route)?;
    for (name, value) in &matched.parameters {
        request.url_parameters.insert(name.clone(), Value::String(value.clone()));
    }
    if request.method == "OPTIONS" {
        return Ok(with_allow(&request, &matched, RestResponse::ok(index::describe(matched.route))).await);
    }
    let endpoint = endpoint_for(matched.route, &request.method).ok_or_else(no_route)?;
    let answered = match call(&mut request, endpoint).await {
        Ok(response) => response,
        Err(error) => error.into(),
    };
    Ok(with_allow(&request, &matched, answered).await)
}

async fn call(request: &mut RestRequest, endpoint: &Endpoint) -> RestResult {
    check_json(request)?;
    arguments::apply(request, &endpoint.arguments)?;
    if let Some(permission) = &endpoint.permission {
        permission(request.clone()).await?;
    }
    (endpoint.handler)(request.clone()).await
}

fn no_route() -> RestError {
    RestError::new(404, "rest_no_route", "No route was found matching the URL and request method.")
}

fn check_json(request: &RestRequest) -> RestResult<()> {
    match request.headers.get(super::http::BROKEN_JSON) {
        None => Ok(()),
        Some(_) => Err(RestError::new(400, "rest_invalid_json", "Invalid JSON body passed.")
            .with("json_error_code", 4.into())
            .with("json_error_message", "Syntax error".into())),
    }
}

/// The endpoint for a method; HEAD is answered by GET.
fn endpoint_for<'a>(route: &'a Route, method: &str) -> Option<&'a Endpoint> {
    let method = if method == "HEAD" { "GET" } else { method };
    route.endpoints.iter().find(|endpoint| endpoint.methods.contains(&method))
}

/// Names in `Allow` the methods that whoever asks may use here (`rest_send_allow_header`).
async fn with_allow(request: &RestRequest, matched: &Matched<'_>, response: RestResponse) -> RestResponse {
    let mut allowed: Vec<&str> = Vec::new();
    for endpoint in &matched.route.endpoints {
        let may = match &endpoint.permission {
            None => true,
            Some(permission) => permission(request.clone()).await.is_ok(),
        };
        if may {
            allowed.extend(endpoint.methods);
        }
    }
    allowed.sort_by_key(|method| ["GET", "POST", "PUT", "PATCH", "DELETE"].iter().position(|known| known == method));
    allowed.dedup();
    if allowed.is_empty() { response } else { response.header("Allow", allowed.join(", ")) }
}

/// What the client wants of the answer's shape.
struct Shape {
    fields: Option<Vec<String>>,
    embed: Option<embedding::Wanted>,
    envelope: bool,
}

impl Shape {
    fn of(request: &RestRequest) -> Self {
        let fields = request.texts("_fields");
        Self {
            fields: (!fields.is_empty()).then_some(fields),
            embed: embedding::Wanted::of(request),
            envelope: request.query_parameters.contains_key("_envelope"),
        }
    }

    async fn apply(self, request: &RestRequest, mut response: RestResponse) -> RestResponse {
        let succeeded = response.status < 400 && response.raw.is_none();
        if let (true, Some(wanted)) = (succeeded, &self.embed) {
            response.body = embedding::embed(request, response.body, wanted).await;
        }
        if let (true, Some(fields)) = (succeeded, &self.fields) {
            response.body = fields::filter(response.body, fields);
        }
        if self.envelope { response.enveloped() } else { response }
    }
}
