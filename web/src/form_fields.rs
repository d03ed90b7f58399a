//! The fields of a form, however the browser sent it: as an address's query, or in parts as scripts do.

use std::collections::HashMap;

use actix_multipart::Multipart;
use actix_web::HttpRequest;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};

use crate::failure::Failure;

/// More fields than any form of ours has.
const MOST: usize = 200;

/// Name → value of `body`; of a name that stands there twice, the last.
pub async fn read(request: &HttpRequest, body: Bytes) -> Result<HashMap<String, String>, Failure> {
    let content_type = request.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if content_type.to_ascii_lowercase().starts_with("multipart/form-data") {
        return in_parts(request, body).await;
    }
    Ok(url::form_urlencoded::parse(&body).into_owned().take(MOST).collect())
}

async fn in_parts(request: &HttpRequest, body: Bytes) -> Result<HashMap<String, String>, Failure> {
    let unreadable = |error: actix_multipart::MultipartError| Failure::BadBody(error.to_string());
    let stream = stream::iter([Ok::<_, actix_web::error::PayloadError>(body)]);
    let mut parts = Multipart::new(request.headers(), stream);
    let mut fields = HashMap::new();
    while let Some(mut part) = parts.try_next().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        let mut value = Vec::new();
        while let Some(chunk) = part.next().await {
            value.extend_from_slice(&chunk.map_err(unreadable)?);
        }
        if fields.len() < MOST {
            fields.insert(name, String::from_utf8_lossy(&value).into_owned());
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[actix_web::test]
    async fn a_form_reads_the_same_in_parts_and_as_a_query() {
        let query = TestRequest::default().insert_header(("content-type", "application/x-www-form-urlencoded"));
        let fields = read(&query.to_http_request(), Bytes::from_static(b"action=beat&a%5Bb%5D=1+2")).await.unwrap();
        assert_eq!((fields["action"].as_str(), fields["a[b]"].as_str()), ("beat", "1 2"));
        let parts = TestRequest::default().insert_header(("content-type", "multipart/form-data; boundary=x"));
        let body = "--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\nbeat\r\n--x--\r\n";
        let fields = read(&parts.to_http_request(), Bytes::from_static(body.as_bytes())).await.unwrap();
        assert_eq!(fields["action"], "beat");
    }

    #[actix_web::test]
    async fn a_broken_form_is_the_senders_fault() {
        let parts = TestRequest::default().insert_header(("content-type", "multipart/form-data; boundary=x"));
        let read = read(&parts.to_http_request(), Bytes::from_static(b"--x\r\nnonsense")).await;
        assert!(matches!(read, Err(Failure::BadBody(_))));
    }
}
