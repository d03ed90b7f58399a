//! Uploads in pieces, as tus 1.0 speaks: `/wp-json/platen/v1/uploads`, with its extensions creation, termination and
//! expiration (<https://tus.io/protocols/resumable-upload>).

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use base64::Engine;
use cms::library::{self, NewResumable, Resumable};
use cms::permalinks::rest_url;
use cms::{Actor, Site};
use futures::StreamExt;
use serde_json::{Map, Value};

use super::error::RestResult;
use super::{RestError, authentication, parameters};
use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::output::Policy;

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,termination,expiration";
/// How long a sender may pause; what came until then is kept.
const PAUSE: Duration = Duration::from_secs(60);

/// Begins one, or tells what is spoken here.
pub async fn collection(http: HttpRequest, front: web::Data<Front>) -> Result<HttpResponse, Failure> {
    let (site, asked) = opened(&http, &front).await?;
    if http.method() == Method::OPTIONS {
        let limit = (front.host().config().upload_limit_mb as u64) << 20;
        let mut answer = answer(StatusCode::NO_CONTENT);
        let answer = answer.insert_header(("Tus-Version", VERSION)).insert_header(("Tus-Extension", EXTENSIONS));
        return Ok(answer.insert_header(("Tus-Max-Size", limit.to_string())).finish());
    }
    Ok(kept_by_nobody(match begin(&front, &http, &site, asked).await {
        Ok(begun) => created(&site, &begun),
        Err(error) => refused(&error),
    }))
}

/// Tells how far one is, takes its next piece, or takes it away.
pub async fn single(
    http: HttpRequest,
    front: web::Data<Front>,
    id: web::Path<String>,
    body: web::Payload,
) -> Result<HttpResponse, Failure> {
    let (site, asked) = opened(&http, &front).await?;
    let done = match asked {
        Err(error) => Err(error),
        Ok(actor) => match http.method().as_str() {
            "PATCH" => append(&front, &http, &site, &actor, &id, body).await,
            "DELETE" => abandon(&front, &site, &actor, &id).await,
            _ => look(&front, &site, &actor, &id).await,
        },
    };
    Ok(kept_by_nobody(done.unwrap_or_else(|error| refused(&error))))
}

fn kept_by_nobody(mut response: HttpResponse) -> HttpResponse {
    Policy::NoStore.apply(response.headers_mut());
    response
}

async fn opened(http: &HttpRequest, front: &Front) -> Result<(Site, RestResult<Actor>), Failure> {
    let origin = Origin::of(http.head(), front.trusted());
    let site = crate::site::of(front, &origin).await?;
    let (query, client) = (parameters::parse(http.query_string()), origin.client.to_string());
    let identity = authentication::identify(front, &site, http, &query, &client).await;
    let asked = identity.and_then(|identity| match library::may_upload(&identity.actor) {
        true => Ok(identity.actor),
        false => {
            let message = "Sorry, you are not allowed to create posts as this user.";
            Err(RestError::forbidden(&identity.actor, "rest_cannot_create", message))
        }
    });
    Ok((site, asked))
}

async fn begin(front: &Front, http: &HttpRequest, site: &Site, asked: RestResult<Actor>) -> RestResult<Resumable> {
    let actor = asked?;
    let wrong = |message: &str| RestError::new(400, "rest_invalid_param", message);
    let length =
        number(http, "upload-length").ok_or_else(|| wrong("Upload-Length must tell how many bytes will come."))?;
    let told = metadata(http);
    let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let file_name = text("filename");
    if file_name.is_empty() {
        return Err(wrong("Upload-Metadata must tell the file's name: filename, a blank, and the name in Base64."));
    }
    let parent_id = text("post").parse().unwrap_or(0);
    let new = NewResumable { length, file_name, title: text("title"), parent_id };
    let site = site.clone();
    Ok(front.run(async move { library::begin_resumable(&site, &actor, new).await }).await?)
}

async fn look(front: &Front, site: &Site, actor: &Actor, id: &str) -> RestResult<HttpResponse> {
    let (of, who, id) = (site.clone(), actor.clone(), id.to_owned());
    let (found, there) = front.run(async move { library::find_resumable(&of, &who, &id).await }).await?;
    make_sizes(front, site, &found);
    let mut answer = told(StatusCode::OK, &found, there);
    Ok(answer.insert_header(("Upload-Length", found.length.to_string())).finish())
}

async fn append(
    front: &Front,
    http: &HttpRequest,
    site: &Site,
    actor: &Actor,
    id: &str,
    mut body: web::Payload,
) -> RestResult<HttpResponse> {
    let kind = http.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind != "application/offset+octet-stream" {
        return Err(RestError::new(
            415,
            "rest_upload_wrong_type",
            "A piece is of type application/offset+octet-stream.",
        ));
    }
    let wrong = || RestError::new(400, "rest_invalid_param", "Upload-Offset must tell where the piece begins.");
    let offset = number(http, "upload-offset").ok_or_else(wrong)?;
    let (of, who, id) = (site.clone(), actor.clone(), id.to_owned());
    let appending = front.run(async move { library::append_to_resumable(&of, &who, &id, offset).await });
    let mut appending = appending.await?;
    // What breaks off is kept as far as it came: that is what this is for.
    while let Ok(Some(Ok(bytes))) = tokio::time::timeout(PAUSE, body.next()).await {
        appending.write(&bytes).await?;
    }
    let (found, there) = front.run(async move { appending.finish().await }).await?;
    make_sizes(front, site, &found);
    Ok(told(StatusCode::NO_CONTENT, &found, there).finish())
}

async fn abandon(front: &Front, site: &Site, actor: &Actor, id: &str) -> RestResult<HttpResponse> {
    let (of, who, id) = (site.clone(), actor.clone(), id.to_owned());
    front.run(async move { library::abandon_resumable(&of, &who, &id).await }).await?;
    Ok(answer(StatusCode::NO_CONTENT).finish())
}

/// The sizes of what has become an attachment; should this front die, the runner makes them.
fn make_sizes(front: &Front, site: &Site, found: &Resumable) {
    let Some(id) = found.attachment_id else { return };
    let site = site.clone();
    front.runtime().spawn(async move {
        if let Err(error) = library::make_missing_sizes(&site, id).await {
            tracing::debug!(%error, attachment = id, "the sizes of an upload were not made");
        }
    });
}

fn created(site: &Site, begun: &Resumable) -> HttpResponse {
    let location = rest_url(site, &format!("platen/v1/uploads/{}", begun.id));
    told(StatusCode::CREATED, begun, 0).insert_header(("Location", location)).finish()
}

fn answer(status: StatusCode) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    answer.insert_header(("Tus-Resumable", VERSION));
    answer
}

fn told(status: StatusCode, found: &Resumable, there: u64) -> HttpResponseBuilder {
    let ends = library::resumable_ends(found).and_utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let mut answer = answer(status);
    answer.insert_header(("Upload-Offset", there.to_string())).insert_header(("Upload-Expires", ends));
    if let Some(id) = found.attachment_id {
        answer.insert_header(("X-WP-Upload-Attachment-ID", id.to_string()));
    }
    answer
}

fn refused(error: &RestError) -> HttpResponse {
    // Who offers a piece at the wrong place must look again: 409, as the protocol has it; 423 while another piece comes.
    let status = if error.code == "rest_upload_busy" { 423 } else { error.status };
    answer(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)).json(error.body())
}

fn number(http: &HttpRequest, name: &str) -> Option<u64> {
    http.headers().get(name)?.to_str().ok()?.trim().parse().ok()
}

/// Pairs of a name and a value in Base64, separated by commas.
fn metadata(http: &HttpRequest) -> Map<String, Value> {
    let header = http.headers().get("upload-metadata").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let pair = |pair: &str| {
        let (name, encoded) = pair.trim().split_once(' ')?;
        let decoded = base64::engine::general_purpose::STANDARD.decode(encoded.trim()).ok()?;
        Some((name.to_owned(), Value::String(String::from_utf8(decoded).ok()?)))
    };
    header.split(',').filter_map(pair).collect()
}
