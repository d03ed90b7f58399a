//! The API over HTTP: who asks, what came in, which headers go out.

use std::collections::HashMap;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use bytes::Bytes;
use cms::{Actor, Site};
use serde_json::{Map, Value, json};

use super::authentication::{self, Identity};
use super::{RestError, RestRequest, RestResponse, dispatch, encode, parameters};
use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;

/// The header under which a body that is no JSON is noted for the dispatcher. Clients cannot send it: it has a space.
pub const BROKEN_JSON: &str = "broken json";

/// Answers `/wp-json/…`.
pub async fn handle(http: HttpRequest, front: web::Data<Front>, body: Bytes) -> Result<HttpResponse, Failure> {
    let path = http.path().strip_prefix("/wp-json").unwrap_or_default();
    let path = format!("/{}", path.trim_matches('/'));
    respond(&front, &http, body, &path).await
}

/// Answers `?rest_route=/…` on any path.
pub async fn handle_rest_route(
    http: HttpRequest,
    front: web::Data<Front>,
    body: Bytes,
) -> Result<HttpResponse, Failure> {
    let query = parameters::parse(http.query_string());
    let path = query.get("rest_route").and_then(Value::as_str).unwrap_or("/").to_owned();
    respond(&front, &http, body, &format!("/{}", path.trim_matches('/'))).await
}

async fn respond(front: &Front, http: &HttpRequest, body: Bytes, path: &str) -> Result<HttpResponse, Failure> {
    let site = crate::site::of(front, &Origin::of(http.head(), front.trusted())).await?;
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
    let query = parameters::parse(http.query_string());
    let (identity, response) = match authentication::identify(front, &site, http, &query).await {
        Ok(identity) => {
            let mut request = rest_request(&site, &identity.actor, http, body, &path, query);
            request.client_ip = Origin::of(http.head(), front.trusted()).client.to_string();
            // The database's connections live on the host's runtime, and a slow answer holds up nobody else there.
            let answered = front.runtime().spawn(dispatch(request)).await;
            let interrupted = |_| RestError::new(500, "internal_server_error", "Something went wrong.").into();
            (identity, answered.unwrap_or_else(interrupted))
        }
        Err(error) => (Identity::refused(), error.into()),
    };
    Ok(to_http(&site, http, &identity, response))
}

fn rest_request(
    site: &Site,
    actor: &Actor,
    http: &HttpRequest,
    body: Bytes,
    path: &str,
    query: Map<String, Value>,
) -> RestRequest {
    let mut request = RestRequest::inside(site, actor, http.method().as_str(), path);
    request.headers = headers(http);
    request.method = overridden_method(http, &query);
    read_body(&mut request, &body);
    request.body = body;
    request.query_parameters = query;
    request
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
        read_json(request, body);
    } else if media_type == "application/x-www-form-urlencoded" {
        request.body_parameters = parameters::parse(&String::from_utf8_lossy(body));
    }
}

fn read_json(request: &mut RestRequest, body: &Bytes) {
    if body.is_empty() {
        return;
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => request.body_parameters = object,
        Ok(Value::Array(items)) => {
            let numbered = items.into_iter().enumerate().map(|(at, item)| (at.to_string(), item));
            request.body_parameters = numbered.collect();
        }
        Ok(_) => {}
        Err(_) => {
            request.headers.insert(BROKEN_JSON.to_owned(), String::new());
        }
    }
}

fn to_http(site: &Site, http: &HttpRequest, identity: &Identity, mut response: RestResponse) -> HttpResponse {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = HttpResponse::build(status);
    common_headers(&mut builder, site, http, identity);
    for (name, value) in &response.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name.as_str()), HeaderValue::from_str(value)) {
            builder.insert_header((name, value));
        }
    }
    let is_head = http.method() == Method::HEAD;
    let query = parameters::parse(http.query_string());
    if let Some((content_type, bytes)) = response.raw.take() {
        return builder.content_type(content_type).body(if is_head { Vec::new() } else { bytes });
    }
    let bytes = if is_head { Vec::new() } else { encode::encode(&response.body, query.contains_key("_pretty")) };
    match query.get("_jsonp").and_then(Value::as_str) {
        Some(callback) => jsonp(&mut builder, callback, &bytes),
        None => builder.content_type("application/json; charset=UTF-8").body(bytes),
    }
}

fn jsonp(builder: &mut HttpResponseBuilder, callback: &str, json: &[u8]) -> HttpResponse {
    let is_name = callback.chars().all(|letter| letter.is_ascii_alphanumeric() || "_$.".contains(letter));
    if !is_name {
        let error = RestError::new(400, "rest_callback_invalid", "Invalid JSONP callback function.");
        let body = encode::encode(&json!({"code": error.code, "message": error.message, "data": error.data}), false);
        return builder
            .status(StatusCode::BAD_REQUEST)
            .content_type("application/javascript; charset=UTF-8")
            .body(body);
    }
    let body = [b"/**/", callback.as_bytes(), b"(", json, b")"].concat();
    builder.content_type("application/javascript; charset=UTF-8").body(body)
}

fn common_headers(builder: &mut HttpResponseBuilder, site: &Site, http: &HttpRequest, identity: &Identity) {
    let api = format!("<{}>; rel=\"https://api.w.org/\"", super::request::rest_url(site, "/"));
    builder
        .insert_header(("X-Robots-Tag", "noindex"))
        .insert_header(("Link", api))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .insert_header(("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link"))
        .insert_header((
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
