//! `/wp-admin/languages/de_DE.js`: what the scripts of the staff's side say in another language.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use cms::languages;
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::front::Front;
use crate::output::Policy;

/// The language's strings; browsers keep them and ask whether they have changed.
pub async fn translations(
    request: HttpRequest,
    front: web::Data<Front>,
    file: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let locale = file.strip_suffix(".js").ok_or(Failure::NotFound)?.to_owned();
    let host = front.host().clone();
    let found = front.run(async move { languages::for_scripts(&host, &locale).await }).await?;
    let script = match found {
        // A line of JSON is a line of JavaScript, but for these two letters of old.
        Some(strings) => {
            format!("window.platenTranslations={strings};\n").replace('\u{2028}', "").replace('\u{2029}', "")
        }
        None => String::new(),
    };
    let tag = format!("\"{}\"", &hex::encode(Sha256::digest(&script))[..16]);
    let is_known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = match is_known {
        true => HttpResponse::NotModified().finish(),
        false => HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(script),
    };
    let headers = response.headers_mut();
    Policy::NoCache.apply(headers);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}
