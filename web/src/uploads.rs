//! `/wp-content/uploads/…`: the site's own files, with ranges and validators, and nothing that lies beside them.

use std::io::Read;
use std::path::Path;

use actix_files::NamedFile;
use actix_web::body::BoxBody;
use actix_web::http::header::{self, DispositionType, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use cms::media::Variant;
use cms::posts::Reader;
use cms::{Actor, Site, library};

use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::Policy;
use crate::visitor::Visitor;
use crate::{members, pages, site};

/// What a browser would run in the site's name if it were shown as a page.
const RUNS_AS_SCRIPT: [&str; 7] =
    ["html", "xhtml+xml", "xml", "svg+xml", "javascript", "x-shockwave-flash", "xslt+xml"];

/// Files up to this many bytes are read at once.
const READ_AT_ONCE: u64 = 2 << 20;

/// A file of the site; where there is none, the site's own page for that.
pub async fn show(
    request: HttpRequest,
    front: web::Data<Front>,
    file: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let site = site::of(&front, &Origin::of(request.head(), front.trusted())).await?;
    let guard = guard(&front, &site, &request, &file).await;
    match guard {
        Guard::Closed => pages::show(request, front).await,
        guard => {
            let is_open = guard == Guard::Open;
            if let Some(address) = elsewhere(&front, &site, &request, &file, is_open).await {
                return Ok(sent_to(&address));
            }
            match found(&front, &site, &request, &file).await {
                Some(found) => Ok(answer(&request, &file, found, is_open)),
                None if is_awaited(&front, &site, &file).await => Err(Failure::FileAway),
                None => pages::show(request, front).await,
            }
        }
    }
}

/// Whether the site has the file, although nobody gives it at the moment: that is no 404, which others would remember.
async fn is_awaited(front: &web::Data<Front>, site: &Site, file: &str) -> bool {
    let (media, of, wanted) = (front.media().clone(), site.clone(), file.to_owned());
    relative(file).is_some()
        && front.run(async move { Ok(media.is_awaited(&of, &wanted).await) }).await.unwrap_or(false)
}

/// Where the settings send visitors for the file, or for the variant of it that the browser takes.
async fn elsewhere(
    front: &web::Data<Front>,
    site: &Site,
    request: &HttpRequest,
    file: &str,
    is_open: bool,
) -> Option<String> {
    front.host().config().media_redirect.as_deref()?;
    relative(file)?;
    let takes = library::variants_for(site, file).into_iter().filter(|variant| takes(request, *variant));
    let names: Vec<String> = takes.map(|variant| variant.name_of(file)).chain([file.to_owned()]).collect();
    let (media, of) = (front.media().clone(), site.clone());
    let asked = front.run(async move {
        for name in names {
            if let Some(address) = media.elsewhere(&of, &name, is_open).await {
                return Ok(Some(address));
            }
        }
        Ok(None)
    });
    asked.await.ok().flatten()
}

/// A signed address holds for a while only, and another browser takes another variant: nobody keeps the answer.
fn sent_to(address: &str) -> HttpResponse {
    let mut response = HttpResponse::Found().insert_header((header::LOCATION, address)).finish();
    Policy::NoStore.apply(response.headers_mut());
    response
}

/// Who may have a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guard {
    /// Everybody.
    Open,
    /// Whoever asks now, and nobody that they pass it on to.
    ForThem,
    /// Not whoever asks.
    Closed,
}

/// While the database is away files are as open as they were: what is guarded stays closed.
async fn guard(front: &Front, site: &Site, request: &HttpRequest, file: &str) -> Guard {
    let visitor = Visitor::of(front, site, request.headers()).await;
    let actor = visitor.map_or(Actor::Visitor, |visitor| visitor.actor);
    // Whose membership cannot be read is a stranger.
    let reader = members::reader_of(front, site, request.headers()).await.unwrap_or(Reader::Stranger);
    let (of, about) = (site.clone(), file.to_owned());
    match front.run(async move { library::may_read_file(&of, &actor, &reader, &about).await }).await {
        Ok((true, true)) => Guard::Open,
        Ok((true, false)) => Guard::ForThem,
        Ok((false, _)) => Guard::Closed,
        Err(cms::Error::Database(_)) if !front.has_database() => Guard::Open,
        Err(_) => Guard::Closed,
    }
}

/// A file, and the type that it goes out as where that is not its name's.
struct Found {
    file: Opened,
    variant: Option<Variant>,
    has_variants: bool,
}

/// The file; a picture's smaller variant, where the browser takes it and there is one. A size that is missing is made.
async fn found(front: &web::Data<Front>, site: &Site, request: &HttpRequest, file: &str) -> Option<Found> {
    relative(file)?;
    let variants = library::variants_for(site, file);
    let has_variants = !variants.is_empty();
    for variant in variants.into_iter().filter(|variant| takes(request, *variant)) {
        if let Some(file) = opened(front, site, request, &variant.name_of(file)).await {
            return Some(Found { file, variant: Some(variant), has_variants });
        }
        make_variant(front, site, file, variant);
    }
    if let Some(file) = opened(front, site, request, file).await {
        return Some(Found { file, variant: None, has_variants });
    }
    let (of, wanted) = (site.clone(), file.to_owned());
    let made = front.run(async move { library::make_on_demand(&of, &wanted).await }).await;
    match made {
        Ok(true) => opened(front, site, request, file).await.map(|file| Found { file, variant: None, has_variants }),
        _ => None,
    }
}

fn takes(request: &HttpRequest, variant: Variant) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains(variant.mime_type()))
}

/// Whoever comes next gets it; this one does not wait.
fn make_variant(front: &web::Data<Front>, site: &Site, file: &str, variant: Variant) {
    let (site, file) = (site.clone(), file.to_owned());
    front.runtime().spawn(async move {
        if let Err(error) = library::make_variant(&site, &file, variant).await {
            tracing::debug!(site = site.id(), file, %error, "no variant was made");
        }
    });
}

/// An open file, and its content where it is small and is wanted as a whole: read at once, it is not handed over in pieces.
struct Opened {
    file: NamedFile,
    content: Option<Bytes>,
}

/// The file, if it really lies below its folder: a link may point anywhere, what counts is where it ends.
async fn opened(front: &web::Data<Front>, site: &Site, request: &HttpRequest, file: &str) -> Option<Opened> {
    let (media, of, wanted) = (front.media().clone(), site.clone(), file.to_owned());
    let path = front.run(async move { Ok(media.find(&of, &wanted).await) }).await.ok().flatten()?;
    let depth = Path::new(file).components().count();
    let as_a_whole = is_wanted_as_a_whole(request);
    let opened = web::block(move || {
        let folder = path.ancestors().nth(depth)?.canonicalize().ok()?;
        let path = path.canonicalize().ok()?;
        if !path.starts_with(folder) || !path.is_file() {
            return None;
        }
        let file = NamedFile::open(path).ok()?;
        let length = file.metadata().len();
        let content = (as_a_whole && length <= READ_AT_ONCE).then(|| read(&file, length)).flatten();
        Some(Opened { file, content })
    });
    opened.await.ok().flatten()
}

fn is_wanted_as_a_whole(request: &HttpRequest) -> bool {
    let conditions = [header::RANGE, header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE, header::IF_MATCH];
    request.method() == Method::GET && !conditions.iter().any(|name| request.headers().contains_key(name))
}

/// The content; none where the file has another length by now.
fn read(file: &NamedFile, length: u64) -> Option<Bytes> {
    let mut content = Vec::with_capacity(length as usize + 1);
    file.file().take(length + 1).read_to_end(&mut content).ok()?;
    let is_whole = content.len() as u64 == length;
    is_whole.then(|| content.into())
}

/// The path below the folder; nothing for hidden files and tricks.
fn relative(file: &str) -> Option<&Path> {
    let is_plain =
        |segment: &str| !segment.is_empty() && !segment.starts_with('.') && !segment.contains(['\\', '\0', ':']);
    file.split('/').all(is_plain).then(|| Path::new(file))
}

fn answer(request: &HttpRequest, name: &str, found: Found, is_open: bool) -> HttpResponse {
    let Found { file: Opened { mut file, content }, variant, has_variants } = found;
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    if let Some(variant) = variant {
        file = file.set_content_type(variant.mime_type().parse().unwrap_or(mime_guess::mime::IMAGE_STAR));
    }
    let is_dangerous =
        RUNS_AS_SCRIPT.contains(&kind.subtype().as_str()) || kind.suffix().is_some_and(|end| end == "xml");
    let is_picture = kind.type_() == mime_guess::mime::IMAGE;
    let mut disposition = file.content_disposition().clone();
    // A drawing is shown; a page or a script from an upload is only ever taken home.
    disposition.disposition =
        if is_dangerous && !is_picture { DispositionType::Attachment } else { DispositionType::Inline };
    let mut response = file.prefer_utf8(true).set_content_disposition(disposition).into_response(request);
    if let Some(content) = content.filter(|_| response.status() == StatusCode::OK) {
        response = response.map_body(|_, _| BoxBody::new(content));
    }
    let headers = response.headers_mut();
    match is_open {
        true => Policy::Immutable.apply(headers),
        false => Policy::NoStore.apply(headers),
    }
    if has_variants {
        headers.append(header::VARY, HeaderValue::from_static("Accept"));
    }
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
