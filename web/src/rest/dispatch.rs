//! From a request to an answer.

use serde_json::{Value, json};

use super::error::RestResult;
use super::route::{Endpoint, Route};
use super::routes::{Matched, table_for};
use super::{RestError, RestRequest, RestResponse, arguments, embedding, fields, index};

/// Answers a request: finds its route, checks arguments and permission, calls the handler, and shapes the answer by
/// `_fields`, `_embed` and `_envelope`.
pub async fn dispatch(request: RestRequest) -> RestResponse {
    let shape = Shape::of(&request);
    let response = answer(request).await;
    shape.apply(response).await
}

/// The answer with its `Allow`, without the client's wishes about its shape: what batches take.
pub async fn answer(mut request: RestRequest) -> RestResponse {
    let table = table_for(request.site.settings());
    let is_options = request.method == "OPTIONS";
    let Some(matched) = table.find(&request.path, |route| is_options || route.endpoint_for(&request.method).is_some())
    else {
        // `OPTIONS` of what is not there is an empty description.
        return if is_options { RestResponse::ok(json!([])) } else { no_route().into() };
    };
    take_path(&mut request, &matched);
    let Some(endpoint) = matched.route.endpoint_for(&request.method) else {
        let described = RestResponse::ok(index::describe(&request, matched.route));
        return with_allow(&request, matched.route, None, described).await;
    };
    let checked = check(&mut request, endpoint);
    respond(&request, matched.route, endpoint, checked).await
}

/// Permission, handler and `Allow`, once it is known whether the arguments are right.
pub async fn respond(
    request: &RestRequest,
    route: &Route,
    endpoint: &Endpoint,
    checked: RestResult<()>,
) -> RestResponse {
    let (permitted, answered) = call(request, endpoint, checked).await;
    let called = permitted.filter(|_| !changes(request)).map(|permitted| (endpoint, permitted));
    if let Some(context) = answered.allowed_in {
        let mut shown = request.clone();
        shown.set("context", context.into());
        return with_allow(&shown, route, called, answered).await;
    }
    with_allow(request, route, called, answered).await
}

/// The body alone, whatever comes: what is embedded into other answers.
pub async fn answer_body(mut request: RestRequest) -> Value {
    let table = table_for(request.site.settings());
    let Some(matched) = table.find(&request.path, |route| route.endpoint_for(&request.method).is_some()) else {
        return no_route().body();
    };
    take_path(&mut request, &matched);
    match matched.route.endpoint_for(&request.method) {
        Some(endpoint) => {
            let checked = check(&mut request, endpoint);
            call(&request, endpoint, checked).await.1.body
        }
        None => no_route().body(),
    }
}

/// Gives the request the parameters of its path.
pub fn take_path(request: &mut RestRequest, matched: &Matched<'_>) {
    for (name, value) in &matched.parameters {
        request.url_parameters.insert(name.clone(), Value::String(value.clone()));
    }
}

/// Whether the request has what the endpoint asks for; converts it.
pub fn check(request: &mut RestRequest, endpoint: &Endpoint) -> RestResult<()> {
    if let Some(fault) = request.broken_json {
        return Err(fault.into());
    }
    arguments::apply(request, endpoint)
}

/// Whether the endpoint permits the request, where it came to that, and the answer.
async fn call(request: &RestRequest, endpoint: &Endpoint, checked: RestResult<()>) -> (Option<bool>, RestResponse) {
    if let Err(error) = checked {
        return (None, error.into());
    }
    if let Some(permission) = &endpoint.permission
        && let Err(error) = permission(request.clone()).await
    {
        return (Some(false), error.into());
    }
    let answered = (endpoint.handler)(request.clone()).await;
    if changes(request) {
        request.memory.forget();
    }
    (Some(true), answered.unwrap_or_else(RestResponse::from))
}

/// Whether rows may have changed, so that permissions must be asked anew.
fn changes(request: &RestRequest) -> bool {
    !matches!(request.method.as_str(), "GET" | "HEAD")
}

/// Nothing answers this path and method.
pub fn no_route() -> RestError {
    RestError::new(404, "rest_no_route", "No route was found matching the URL and request method.")
}

/// Names in `Allow` the methods that whoever asks may use here (`rest_send_allow_header`). What the `called` endpoint
/// said is not asked again.
async fn with_allow(
    request: &RestRequest,
    route: &Route,
    called: Option<(&Endpoint, bool)>,
    response: RestResponse,
) -> RestResponse {
    let mut allowed: Vec<&str> = Vec::new();
    for endpoint in &route.endpoints {
        let may = match (called, &endpoint.permission) {
            (Some((asked, permitted)), _) if std::ptr::eq(asked, endpoint) => permitted,
            (_, None) => true,
            (_, Some(permission)) => permission(request.clone()).await.is_ok(),
        };
        let new = endpoint.methods.iter().filter(|_| may);
        for method in new {
            if !allowed.contains(method) {
                allowed.push(method);
            }
        }
    }
    if allowed.is_empty() { response } else { response.header("Allow", allowed.join(", ")) }
}

/// What the client wants of the answer's shape.
struct Shape {
    fields: Option<Vec<String>>,
    /// What is embedded, and who asks for it.
    embed: Option<(embedding::Wanted, RestRequest)>,
    envelope: bool,
}

impl Shape {
    fn of(request: &RestRequest) -> Self {
        let fields = request.texts("_fields");
        let embeds = fields::wants(&fields, "_embedded");
        Self {
            fields: (!fields.is_empty()).then_some(fields),
            embed: embedding::Wanted::of(request).filter(|_| embeds).map(|wanted| (wanted, request.beside())),
            envelope: request.query_parameters.contains_key("_envelope"),
        }
    }

    async fn apply(self, mut response: RestResponse) -> RestResponse {
        let succeeded = response.status < 400 && response.raw.is_none();
        if let (true, Some((wanted, request))) = (succeeded, &self.embed) {
            response.body = embedding::embed(request, response.body, wanted).await;
        }
        if let (true, Some(fields)) = (succeeded, &self.fields) {
            response.body = fields::filter(response.body, fields);
        }
        if self.envelope { response.enveloped() } else { response }
    }
}
