//! `/wp-content/themes/<theme>/assets/…`: pictures, styles and scripts of themes.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use cms::theming;

use crate::failure::Failure;
use crate::front::Front;
use crate::other_releases;
use crate::output::{Policy, encoding, in_slices};

/// One file of a theme. Under the address that names its version it may be kept for ever.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (theme, file) = path.into_inner();
    let asset = theming::asset(front.host(), &theme, &file);
    let asked = request.query_string().strip_prefix("ver=").unwrap_or_default();
    if asset.as_ref().is_none_or(|asset| !asked.is_empty() && asset.version != asked)
        && let Some(answer) = other_releases::answer(&front, request.path(), Some(asked)).await
    {
        return Ok(answer);
    }
    let asset = asset.ok_or(Failure::NotFound)?;
    let names_version = request.query_string() == format!("ver={}", asset.version);
    let tag = format!("\"{}\"", asset.version);
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known { HttpResponse::NotModified().finish() } else { with_body(&request, &asset) };
    let headers = response.headers_mut();
    if names_version { Policy::Immutable } else { Policy::Hour }.apply(headers);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

fn with_body(request: &HttpRequest, asset: &theming::Asset) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.content_type(asset.media_type.as_str());
    let is_text = asset.media_type.starts_with("text/") || asset.media_type.contains("charset");
    let accepts = encoding::Accepted::by(request.headers()).gzip;
    let compressed =
        (is_text && accepts && asset.bytes.len() >= encoding::SHORTEST).then(|| encoding::gzip(&asset.bytes));
    match compressed.flatten() {
        Some(body) => response.insert_header((header::CONTENT_ENCODING, "gzip")).body(in_slices(body)),
        None => response.body(in_slices(asset.bytes.clone())),
    }
}
