//! `/wp-admin/admin-ajax.php`: the few of its actions that clients of the REST API need.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::{HTML, Policy};
use crate::plain_page;
use crate::site;
use crate::visitor::Visitor;

/// The action under which REST requests with a session's cookie prove that they are meant.
pub const REST: &str = "wp_rest";

/// What is asked, in the query or in the form.
#[derive(Debug, Default, Deserialize)]
pub struct Question {
    #[serde(default)]
    action: String,
}

/// Answers `rest-nonce` for whoever signed in, and says 0 to everything else, as WordPress does.
pub async fn answer(
    request: HttpRequest,
    front: web::Data<Front>,
    query: web::Query<Question>,
    form: Option<web::Form<Question>>,
) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let visitor = Visitor::of(&front, &site, request.headers()).await?;
    let action = form.map(|form| form.into_inner().action).filter(|action| !action.is_empty());
    let action = action.unwrap_or_else(|| query.into_inner().action);
    Ok(match action.as_str() {
        "rest-nonce" if visitor.actor.is_signed_in() => text(StatusCode::OK, HTML, visitor.nonce(&site, REST)),
        // Without its nonce, which only the editor's screens have.
        "heartbeat" if visitor.actor.is_signed_in() => {
            text(StatusCode::OK, "application/json; charset=UTF-8", "{\"success\":false}".to_owned())
        }
        _ => text(StatusCode::BAD_REQUEST, HTML, "0".to_owned()),
    })
}

fn text(status: StatusCode, content_type: &'static str, body: String) -> HttpResponse {
    let mut response = HttpResponse::build(status).content_type(content_type).body(body);
    let headers = response.headers_mut();
    Policy::NoStore.apply(headers);
    plain_page::guard_staff(headers);
    headers.insert(header::HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}
