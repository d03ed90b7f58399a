//! The API over HTTP: who asks, what came in, which headers go out.

use std::collections::HashMap;

use actix_web::error::PayloadError;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use bytes::{Bytes, BytesMut};
use cms::audit::{self, Asker};
use cms::permalinks::rest_url;
use cms::{Actor, Site};
use futures::{Stream, StreamExt};
use serde_json::{Map, Value, json};

use super::authentication::{self, Identity};
use super::{RestError, RestRequest, RestResponse, dispatch, encode, incoming, json_body, parameters};
use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::in_slices;

/// Answers `/wp-json/…`.
pub async fn handle(http: HttpRequest, front: web::Data<Front>, body: web::Payload) -> Result<HttpResponse, Failure> {
    let path = http.path().strip_prefix("/wp-json").unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let query = parameters::parse(http.query_string());
    respond(&front, &http, body, &format!("/{}", path.trim_matches('/')), query).await
}

/// Answers `?rest_route=/…` on any path.
pub async fn handle_rest_route(
    http: HttpRequest,
    front: web::Data<Front>,
    body: web::Payload,
) -> Result<HttpResponse, Failure> {
    let query = parameters::parse(http.query_string());
    let path = query.get("rest_route").and_then(Value::as_str).unwrap_or("/").to_owned();
    respond(&front, &http, body, &format!("/{}", path.trim_matches('/')), query).await
}

async fn respond(
    front: &Front,
    http: &HttpRequest,
    body: web::Payload,
    path: &str,
    query: Map<String, Value>,
) -> Result<HttpResponse, Failure> {
    let origin = Origin::of(http.head(), front.trusted());
    let site = crate::site::of(front, &origin).await?;
    let form = match Form::of(&query) {
        Ok(form) => form,
        Err(invalid) => return Ok(without_calling(&site, &invalid)),
    };
    let client = origin.client.to_string();
    let (identity, response) = match authentication::identify(front, &site, http, &query, &client).await {
        Ok(identity) => {
            let mut request = rest_request(&site, &identity.actor, http, path, query);
            request.application_password.clone_from(&identity.application_password);
            take_in(front, http, &mut request, body).await?;
            request.client_ip = client;
            let asker = Asker::new(&identity.actor, "rest", request.client_ip.as_str());
            // The database's connections live on the host's runtime, and a slow answer holds up nobody else there.
            let answered = front.runtime().spawn(audit::asked_by(asker, dispatch(request))).await;
            let interrupted = |_| RestError::new(500, "internal_server_error", "Something went wrong.").into();
            (identity, answered.unwrap_or_else(interrupted))
        }
        Err(error) => (Identity::refused(), error.into()),
    };
    Ok(to_http(&site, http, &identity, &form, response))
}

/// How the body is to be written.
struct Form {
    pretty: bool,
    /// The function of the client that is to be called with it.
    callback: Option<String>,
}

impl Form {
    /// What the query asks for; an error for a function whose name has more than word characters and dots
    /// (`wp_check_jsonp_callback`).
    fn of(query: &Map<String, Value>) -> Result<Self, RestError> {
        let callback = query.get("_jsonp").and_then(Value::as_str).filter(|callback| !callback.is_empty());
        let is_name = |name: &str| name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.".contains(letter));
        match callback {
            Some(callback) if !is_name(callback) => {
                Err(RestError::new(400, "rest_callback_invalid", "Invalid JSONP callback function."))
            }
            callback => Ok(Self { pretty: query.contains_key("_pretty"), callback: callback.map(str::to_owned) }),
        }
    }
}

/// The answer to whoever names no function: nothing else has been done by then.
fn without_calling(site: &Site, error: &RestError) -> HttpResponse {
    let mut builder = HttpResponse::build(StatusCode::BAD_REQUEST);
    first_headers(&mut builder, site);
    let said = json!({"code": error.code, "message": error.message});
    builder.content_type("application/javascript; charset=UTF-8").body(encode::encode(&said, false))
}

fn rest_request(site: &Site, actor: &Actor, http: &HttpRequest, path: &str, query: Map<String, Value>) -> RestRequest {
    let mut request = RestRequest::inside(site, actor, http.method().as_str(), path);
    request.headers = headers(http);
    request.method = overridden_method(http, &query);
    request.query_parameters = query;
    request
}

/// Takes the body in: a file onto the disk, all else into memory. Whoever may send no files is refused before theirs
/// is read.
async fn take_in(
    front: &Front,
    http: &HttpRequest,
    request: &mut RestRequest,
    body: web::Payload,
) -> Result<(), Failure> {
    let content_type = request.headers.get("content-type").map(String::as_str).unwrap_or_default();
    if incoming::brings_a_file(&request.method, &request.path, content_type) {
        if incoming::may_send(&request.actor, &request.path) {
            let (came, fields) = incoming::receive(front, &request.site, http.headers(), body).await;
            request.incoming = came;
            request.body_parameters = fields;
        }
        return Ok(());
    }
    let body = in_memory(body, front.host().config().body_limit_mb << 20).await?;
    read_body(request, &body);
    request.body = body;
    Ok(())
}

async fn in_memory<S>(mut body: S, limit: usize) -> Result<Bytes, Failure>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
{
    let mut all = BytesMut::new();
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(|error| Failure::BadBody(error.to_string()))?;
        if all.len() + piece.len() > limit {
            return Err(Failure::TooLarge);
        }
        all.extend_from_slice(&piece);
    }
    Ok(all.freeze())
}

fn headers(http: &HttpRequest) -> HashMap<String, String> {
    let pairs = http.headers().iter();
    pairs
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

/// `?_method=` and `X-HTTP-Method-Override`, for clients that can only GET and POST.
fn overridden_method(http: &HttpRequest, query: &Map<String, Value>) -> String {
    let header = http.headers().get("x-http-method-override").and_then(|value| value.to_str().ok());
    let asked = query.get("_method").and_then(Value::as_str).or(header);
    asked.map_or_else(|| http.method().as_str().to_owned(), str::to_ascii_uppercase)
}

fn read_body(request: &mut RestRequest, body: &Bytes) {
    let content_type = request.headers.get("content-type").cloned().unwrap_or_default().to_ascii_lowercase();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_owned();
    if media_type == "application/json" || (media_type.starts_with("application/") && media_type.ends_with("+json")) {
        match json_body::read(body) {
            Ok(parameters) => request.body_parameters = parameters,
            Err(fault) => request.broken_json = Some(fault),
        }
    } else if media_type == "application/x-www-form-urlencoded" {
        request.body_parameters = parameters::parse(&String::from_utf8_lossy(body));
    }
}

fn to_http(
    site: &Site,
    http: &HttpRequest,
    identity: &Identity,
    form: &Form,
    mut response: RestResponse,
) -> HttpResponse {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = HttpResponse::build(status);
    common_headers(&mut builder, site, http, identity);
    for (name, value) in &response.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name.as_str()), HeaderValue::from_str(value)) {
            builder.insert_header((name, value));
        }
    }
    let is_head = http.method() == Method::HEAD;
    if let Some((content_type, bytes)) = response.raw.take() {
        return builder.content_type(content_type).body(if is_head { Vec::new() } else { bytes });
    }
    let bytes = if is_head { Vec::new() } else { encode::encode(&response.body, form.pretty) };
    match &form.callback {
        Some(callback) => jsonp(&mut builder, callback, &bytes),
        None => builder.content_type("application/json; charset=UTF-8").body(in_slices(bytes.into())),
    }
}

/// A call of the client's function.
fn jsonp(builder: &mut HttpResponseBuilder, callback: &str, json: &[u8]) -> HttpResponse {
    builder.content_type("application/javascript; charset=UTF-8");
    builder.body([b"/**/", callback.as_bytes(), b"(", json, b")"].concat())
}

/// What even a refusal before everything else carries.
fn first_headers(builder: &mut HttpResponseBuilder, site: &Site) {
    let api = format!("<{}>; rel=\"https://api.w.org/\"", rest_url(site, "/"));
    builder
        .insert_header(("X-Robots-Tag", "noindex"))
        .insert_header(("Link", api))
        .insert_header(("X-Content-Type-Options", "nosniff"));
}

fn common_headers(builder: &mut HttpResponseBuilder, site: &Site, http: &HttpRequest, identity: &Identity) {
    first_headers(builder, site);
    builder.insert_header(("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link")).insert_header((
        "Access-Control-Allow-Headers",
        "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type",
    ));
    if identity.forbids_keeping() {
        builder
            .insert_header(("Expires", "Wed, 11 Jan 1984 05:00:00 GMT"))
            .insert_header(("Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private"));
    }
    if let Some(nonce) = &identity.fresh_nonce {
        builder.insert_header(("X-WP-Nonce", nonce.as_str()));
    }
    cross_origin_headers(builder, http, identity);
}

fn cross_origin_headers(builder: &mut HttpResponseBuilder, http: &HttpRequest, identity: &Identity) {
    match http.headers().get("origin").and_then(|origin| origin.to_str().ok()) {
        Some(origin) => {
            let origin = if origin == "null" { origin.to_owned() } else { origin.trim_end_matches('/').to_owned() };
            builder
                .insert_header(("Access-Control-Allow-Origin", origin))
                .insert_header(("Access-Control-Allow-Methods", "OPTIONS, GET, POST, PUT, PATCH, DELETE"))
                .insert_header(("Access-Control-Allow-Credentials", "true"))
                .insert_header(("Vary", "Origin"));
        }
        None if http.method() == Method::GET && !identity.actor.is_signed_in() => {
            builder.insert_header(("Vary", "Origin"));
        }
        None => {}
    }
}
