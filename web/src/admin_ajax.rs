//! `/wp-admin/admin-ajax.php`: the few of its actions that clients of the REST API need.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::admin::{self, Staff};
use crate::failure::Failure;
use crate::form_fields;
use crate::front::Front;
use crate::output::{HTML, Policy};
use crate::plain_page;

/// The action under which REST requests with a session's cookie prove that they are meant.
pub const REST: &str = "wp_rest";
const JSON: &str = "application/json; charset=UTF-8";
/// What the editor asks the heartbeat about its lock.
const LOCK: &str = "wp-refresh-post-lock";

/// Answers whoever signed in, and says 0 to everything else, as WordPress does.
pub async fn answer(request: HttpRequest, front: web::Data<Front>, body: Bytes) -> Result<HttpResponse, Failure> {
    let mut given = form_fields::read(&request, body).await?;
    let query = url::form_urlencoded::parse(request.query_string().as_bytes());
    if let Some((_, action)) = query.into_owned().find(|(name, _)| name == "action") {
        given.entry("action".to_owned()).or_insert(action);
    }
    let action = given.get("action").cloned().unwrap_or_default();
    match Staff::of(request, front).await {
        Ok(staff) => for_staff(&staff, &action, &given).await,
        // A screen left open asks on after its session has ended: it must learn that.
        Err(Failure::NotSignedIn(_)) if action == "heartbeat" => {
            Ok(text(StatusCode::OK, JSON, json!({"wp-auth-check": false}).to_string()))
        }
        Err(Failure::NotSignedIn(_)) => Ok(text(StatusCode::BAD_REQUEST, HTML, "0".to_owned())),
        Err(failure) => Err(failure),
    }
}

async fn for_staff(staff: &Staff, action: &str, given: &HashMap<String, String>) -> Result<HttpResponse, Failure> {
    match action {
        "rest-nonce" => Ok(text(StatusCode::OK, HTML, staff.nonce(REST))),
        "heartbeat" => heartbeat(staff, given).await,
        "wp-remove-post-lock" => admin::release(staff, given).await,
        _ => Ok(text(StatusCode::BAD_REQUEST, HTML, "0".to_owned())),
    }
}

/// WordPress's heartbeat: whether the session still stands, and who holds the post that is being edited.
async fn heartbeat(staff: &Staff, given: &HashMap<String, String>) -> Result<HttpResponse, Failure> {
    let Some(nonce) = given.get("_nonce").filter(|nonce| !nonce.is_empty()) else {
        return Ok(text(StatusCode::OK, JSON, json!({"success": false}).to_string()));
    };
    if !staff.visitor.means(&staff.site, REST, nonce) {
        return Ok(text(StatusCode::OK, JSON, json!({"success": false, "nonces_expired": true}).to_string()));
    }
    let now = staff.site.host().now().and_utc().timestamp();
    let mut beat = Map::from_iter([("wp-auth-check".to_owned(), json!(true)), ("server_time".to_owned(), json!(now))]);
    let edited = given.get(&format!("data[{LOCK}][post_id]")).and_then(|id| id.parse::<i64>().ok());
    if let Some(id) = edited {
        beat.insert(LOCK.to_owned(), admin::renew(staff, id).await?);
    }
    Ok(text(StatusCode::OK, JSON, Value::Object(beat).to_string()))
}

fn text(status: StatusCode, content_type: &'static str, body: String) -> HttpResponse {
    let mut response = HttpResponse::build(status).content_type(content_type).body(body);
    let headers = response.headers_mut();
    Policy::NoStore.apply(headers);
    plain_page::guard_staff(headers);
    headers.insert(header::HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}
