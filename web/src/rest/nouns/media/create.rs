//! Uploads.

use std::time::Duration;

use cms::library::{self, NewUpload};
use cms::posts::{self, Post};
use serde_json::Value;

use super::change::post_fields;
use super::item;
use crate::rest::error::RestResult;
use crate::rest::incoming::IncomingFile;
use crate::rest::{RestError, RestRequest, RestResponse};

/// How long an upload's answer waits for the sizes; they are finished in any case.
const FOR_SIZES: Duration = Duration::from_secs(20);

/// Who may upload, and to which post.
pub async fn may_create(request: RestRequest) -> RestResult<()> {
    if !library::may_upload(&request.actor) {
        let message = "Sorry, you are not allowed to create posts as this user.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_create", message));
    }
    let parent = request.number("post").unwrap_or_default();
    let parent = if parent > 0 { posts::by_id(&request.site, parent).await? } else { None };
    if parent.is_some_and(|parent| !posts::permissions::may_edit(&request.actor, &parent)) {
        let message = "Sorry, you are not allowed to upload media to this post.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_edit", message));
    }
    Ok(())
}

/// Keeps the file that came with the request.
pub async fn create(request: RestRequest) -> RestResult {
    if let Some(address) = wanted_address(&request) {
        return create_from(&request, &address).await;
    }
    let came = request.incoming.take().transpose()?;
    let no_data = || RestError::new(400, "rest_upload_no_data", "No data supplied.");
    let came = came.ok_or_else(no_data)?;
    let file_name = file_name(&request, &came)?;
    check_hash(&request, &came)?;
    let is_form = came.form_name.is_some();
    let new = NewUpload {
        file_name,
        title_from_name: is_form,
        fields: post_fields(&request)?,
        alt: request.text("alt_text"),
    };
    let uploaded = library::upload(&request.site, &request.actor, came.file, new).await;
    let post = uploaded.map_err(|error| refused(error, is_form))?;
    if request.flag("generate_sub_sizes") != Some(false) {
        sizes(&request, &post).await;
    }
    answer(&request, &post).await
}

/// Fetches an image that lies elsewhere.
async fn create_from(request: &RestRequest, address: &str) -> RestResult {
    let (file, file_name) = library::fetch_image(&request.site, &request.actor, address).await?;
    let fields = post_fields(request)?;
    let new = NewUpload { file_name, title_from_name: true, fields, alt: request.text("alt_text") };
    let post = library::upload(&request.site, &request.actor, file, new).await;
    let post = post.map_err(|error| refused(error, false))?;
    sizes(request, &post).await;
    answer(request, &post).await
}

/// 201 with the attachment, and its number where a browser finds it even if the body breaks off.
async fn answer(request: &RestRequest, post: &Post) -> RestResult {
    let location = request.rest_url(&format!("wp/v2/media/{}", post.id));
    let body = item::edited(request, post).await?;
    Ok(RestResponse::created(body, location).header("X-WP-Upload-Attachment-ID", post.id.to_string()))
}

/// Makes the sizes. What does not work out, or takes too long, the runner does: the upload has succeeded.
pub async fn sizes(request: &RestRequest, post: &Post) {
    let (site, id) = (request.site.clone(), post.id);
    let making = tokio::spawn(async move { library::make_missing_sizes(&site, id).await });
    match tokio::time::timeout(FOR_SIZES, making).await {
        Ok(Ok(Ok(_))) => {}
        Ok(Ok(Err(error))) => tracing::warn!(%error, attachment = id, "the sizes of an upload could not be made"),
        Ok(Err(error)) => tracing::warn!(%error, attachment = id, "the sizes of an upload were not finished"),
        Err(_) => tracing::info!(attachment = id, "the sizes of an upload take longer; they follow"),
    }
}

/// Of a form the field's file name, else what `Content-Disposition` says.
fn file_name(request: &RestRequest, came: &IncomingFile) -> RestResult<String> {
    if let Some(name) = &came.form_name {
        return Ok(name.clone());
    }
    let Some(disposition) = request.headers.get("content-disposition").filter(|value| !value.is_empty()) else {
        let message = "No Content-Disposition supplied.";
        return Err(RestError::new(400, "rest_upload_no_content_disposition", message));
    };
    named_by(disposition).ok_or_else(|| {
        let message = "Invalid Content-Disposition supplied. Content-Disposition needs to be formatted as `attachment; filename=\"image.png\"` or similar.";
        RestError::new(400, "rest_upload_invalid_disposition", message)
    })
}

/// The `filename` of a `Content-Disposition` (RFC 6266), read as WordPress reads it.
fn named_by(disposition: &str) -> Option<String> {
    let (_, attributes) = disposition.split_once(';')?;
    let pairs = attributes.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.map(|(key, value)| (key.trim(), value.trim())).rfind(|(key, _)| *key == "filename")?;
    let plain = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
    (!plain.is_empty()).then(|| plain.to_owned())
}

fn check_hash(request: &RestRequest, came: &IncomingFile) -> RestResult<()> {
    match request.headers.get("content-md5").map(|given| given.trim()).filter(|given| !given.is_empty()) {
        Some(given) if given != came.file.md5() => {
            Err(RestError::new(412, "rest_upload_hash_mismatch", "Content hash did not match expected."))
        }
        _ => Ok(()),
    }
}

/// WordPress answers a file that it will not take with 500, and a code that says how it came.
fn refused(error: cms::Error, is_form: bool) -> RestError {
    let code = if is_form { "rest_upload_unknown_error" } else { "rest_upload_sideload_error" };
    match error.code() {
        "upload_type_not_allowed" => RestError::new(500, code, &error.to_string()),
        _ => error.into(),
    }
}

/// The image at `url`, as `POST` with JSON asks for it.
fn wanted_address(request: &RestRequest) -> Option<String> {
    request.get("url").and_then(Value::as_str).filter(|url| !url.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_from_the_disposition() {
        let name = |text: &str| named_by(text);
        assert_eq!(name("attachment; filename=\"golden photo.jpg\"").as_deref(), Some("golden photo.jpg"));
        assert_eq!(name("attachment;filename=a.png; size=3").as_deref(), Some("a.png"));
        assert_eq!(name("inline"), None);
        assert_eq!(name("attachment; filename=\"\""), None);
        assert_eq!(name("filename=a.png"), None);
    }
}
