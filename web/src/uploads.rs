//! `/wp-content/uploads/…`: the site's own files, with ranges and validators, and nothing that lies beside them.

use std::path::Path;

use actix_files::NamedFile;
use actix_web::http::header::{self, DispositionType, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use cms::Site;

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::Policy;
use crate::{pages, site};

/// What a browser would run in the site's name if it were shown as a page.
const RUNS_AS_SCRIPT: [&str; 7] =
    ["html", "xhtml+xml", "xml", "svg+xml", "javascript", "x-shockwave-flash", "xslt+xml"];

/// A file of the site; where there is none, the site's own page for that.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    file: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    match found(&site, &file).await {
        Some(file) => Ok(answer(&request, file)),
        None => pages::show(request, front).await,
    }
}

/// The file, if it really lies below the site's folder.
async fn found(site: &Site, file: &str) -> Option<NamedFile> {
    let folder = site.host().config().uploads_dir(site.id());
    let path = folder.join(relative(file)?);
    let found = web::block(move || {
        // A link may point anywhere; what counts is where it ends.
        let (folder, path) = (folder.canonicalize().ok()?, path.canonicalize().ok()?);
        if path.starts_with(folder) && path.is_file() { NamedFile::open(path).ok() } else { None }
    });
    found.await.ok().flatten()
}

/// The path below the folder; nothing for hidden files and tricks.
fn relative(file: &str) -> Option<&Path> {
    let is_plain =
        |segment: &str| !segment.is_empty() && !segment.starts_with('.') && !segment.contains(['\\', '\0', ':']);
    file.split('/').all(is_plain).then(|| Path::new(file))
}

fn answer(request: &HttpRequest, file: NamedFile) -> HttpResponse {
    let kind = mime_guess::from_path(file.path()).first_or_octet_stream();
    let is_dangerous =
        RUNS_AS_SCRIPT.contains(&kind.subtype().as_str()) || kind.suffix().is_some_and(|end| end == "xml");
    let is_picture = kind.type_() == mime_guess::mime::IMAGE;
    let mut disposition = file.content_disposition().clone();
    // A drawing is shown; a page or a script from an upload is only ever taken home.
    disposition.disposition =
        if is_dangerous && !is_picture { DispositionType::Attachment } else { DispositionType::Inline };
    let mut response = file.prefer_utf8(true).set_content_disposition(disposition).into_response(request);
    let headers = response.headers_mut();
    Policy::Immutable.apply(headers);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_dangerous {
        let sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(sandbox));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_lead_to_files() {
        assert!(relative("2026/11/a picture.jpg").is_some());
        for trick in ["../x", "a/../x", ".htaccess", "a/.git/config", "a//b", "/etc/passwd", "a\\b", "c:\\x", ""] {
            assert!(relative(trick).is_none(), "{trick}");
        }
    }
}
