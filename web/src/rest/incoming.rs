//! Files that come with a request: streamed to the disk as they come, never held in memory.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::error::PayloadError;
use actix_web::http::header::HeaderMap;
use bytes::Bytes;
use cms::library::{self, Received, Receiving};
use cms::users::Capability;
use cms::{Actor, Site};
use futures::{Stream, StreamExt};
use serde_json::{Map, Value, json};

use super::error::RestResult;
use super::{RestError, parameters};
use crate::front::Front;

const MEDIA: &str = "/wp/v2/media";
const IMPORTS: &str = "/platen/v1/imports";
/// How long a sender may pause.
const PAUSE: Duration = Duration::from_secs(60);
/// Bytes of all fields beside the file.
const MOST_TEXT: usize = 1 << 20;

/// A file that came with a request, and how it was sent.
#[derive(Debug)]
pub struct IncomingFile {
    /// The file, whole and on the disk.
    pub file: Received,
    /// The name in the form; none where the file was the body itself.
    pub form_name: Option<String>,
}

/// What came: a file, nothing, or an error that is told once it is known that whoever asks may send files at all.
/// Clones share it, and it is taken once.
#[derive(Clone, Debug, Default)]
pub struct Incoming(Arc<Mutex<Option<RestResult<IncomingFile>>>>);

impl Incoming {
    /// The file. None where there was none, or where it was taken already.
    pub fn take(&self) -> Option<RestResult<IncomingFile>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn of(came: Option<RestResult<IncomingFile>>) -> Self {
        Self(Arc::new(Mutex::new(came)))
    }
}

/// Whether a request of this method, path and content type brings a file.
pub fn brings_a_file(method: &str, path: &str, content_type: &str) -> bool {
    let is_text =
        content_type.starts_with("application/json") || content_type.starts_with("application/x-www-form-urlencoded");
    method == "POST" && matches!(path.trim_end_matches('/'), MEDIA | IMPORTS) && !is_text
}

/// Whether this person may send a file there at all.
pub fn may_send(actor: &Actor, path: &str) -> bool {
    match path.trim_end_matches('/') {
        IMPORTS => actor.may(Capability::Import),
        _ => library::may_upload(actor),
    }
}

/// Takes in the file and the form's other fields.
pub async fn receive<S>(front: &Front, site: &Site, headers: &HeaderMap, body: S) -> (Incoming, Map<String, Value>)
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
{
    let is_form = headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let source = Source { front, site };
    let mut fields = Map::new();
    let came = match is_form {
        true => source.form(Multipart::new(headers, body), &mut fields).await,
        false => source.whole(headers, body).await,
    };
    (Incoming::of(came.transpose()), fields)
}

struct Source<'a> {
    front: &'a Front,
    site: &'a Site,
}

impl Source<'_> {
    /// The body is the file. An empty one is none.
    async fn whole<S>(&self, headers: &HeaderMap, mut body: S) -> RestResult<Option<IncomingFile>>
    where
        S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
    {
        let announced = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
        let mut receiving = self.begin(announced).await?;
        while let Some(piece) = patiently(body.next()).await? {
            receiving.write(&piece.map_err(broken_off)?).await?;
        }
        let file = receiving.finish().await?;
        Ok((file.length() > 0).then_some(IncomingFile { file, form_name: None }))
    }

    /// The first field with a file name is the file.
    async fn form(&self, mut form: Multipart, fields: &mut Map<String, Value>) -> RestResult<Option<IncomingFile>> {
        let (mut found, mut text_left) = (None, MOST_TEXT);
        while let Some(field) = patiently(form.next()).await? {
            let mut field = field.map_err(broken_form)?;
            let disposition = field.content_disposition();
            let name = disposition.and_then(|given| given.get_name()).unwrap_or_default().to_owned();
            match disposition.and_then(|given| given.get_filename()).map(str::to_owned) {
                Some(file_name) if found.is_none() => {
                    let file = self.field_file(&mut field).await?;
                    found = (file.length() > 0).then_some(IncomingFile { file, form_name: Some(file_name) });
                }
                Some(_) => return Err(RestError::new(400, "rest_upload_unknown_error", "Send one file at a time.")),
                None => {
                    let text = text_of(&mut field, &mut text_left).await?;
                    parameters::insert(fields, &name, json!(text));
                }
            }
        }
        Ok(found)
    }

    async fn field_file(&self, field: &mut Field) -> RestResult<Received> {
        let mut receiving = self.begin(None).await?;
        while let Some(piece) = patiently(field.next()).await? {
            receiving.write(&piece.map_err(broken_form)?).await?;
        }
        Ok(receiving.finish().await?)
    }

    /// The quota is asked where the database's connections live.
    async fn begin(&self, announced: Option<u64>) -> RestResult<Receiving> {
        let site = self.site.clone();
        Ok(self.front.run(async move { library::receive(&site, announced).await }).await?)
    }
}

async fn text_of(field: &mut Field, left: &mut usize) -> RestResult<String> {
    let mut text = Vec::new();
    while let Some(piece) = patiently(field.next()).await? {
        let piece = piece.map_err(broken_form)?;
        *left = left
            .checked_sub(piece.len())
            .ok_or_else(|| RestError::new(413, "rest_upload_fields_too_large", "The form's fields are too large."))?;
        text.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

async fn patiently<T>(next: impl Future<Output = T>) -> RestResult<T> {
    let waited = tokio::time::timeout(PAUSE, next).await;
    waited.map_err(|_| RestError::new(408, "rest_upload_timeout", "The upload paused for too long."))
}

fn broken_off(error: PayloadError) -> RestError {
    RestError::new(400, "rest_upload_incomplete", &format!("The upload broke off: {error}."))
}

fn broken_form(error: actix_multipart::MultipartError) -> RestError {
    RestError::new(400, "rest_upload_incomplete", &format!("The form could not be read: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bodies_that_are_files_are_streamed() {
        assert!(brings_a_file("POST", "/wp/v2/media", "image/png"));
        assert!(brings_a_file("POST", "/wp/v2/media/", ""));
        assert!(!brings_a_file("POST", "/wp/v2/media", "application/json; charset=utf-8"));
        assert!(!brings_a_file("POST", "/wp/v2/media/5", "image/png"));
        assert!(!brings_a_file("GET", "/wp/v2/media", "image/png"));
    }
}
