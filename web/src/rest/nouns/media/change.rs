//! Changes what is said of attachments.

use cms::library::{self, AttachmentFields};
use cms::posts::{self, Post, PostDate, PostFields};
use serde_json::Value;

use super::super::posts::Kind;
use super::{create, item};
use crate::rest::error::RestResult;
use crate::rest::schema::parse_date;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may change the attachment that the path names.
pub async fn may_change(request: RestRequest) -> RestResult<()> {
    let post = find(&request).await?;
    if posts::permissions::may_edit(&request.actor, &post) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to edit this post.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_edit", message))
}

/// The attachment that the path names.
pub async fn find(request: &RestRequest) -> RestResult<Post> {
    let id = request.number("id").unwrap_or_default();
    let found = if id > 0 { posts::by_id(&request.site, id).await? } else { None };
    found
        .filter(|post| post.post_type == Kind::ATTACHMENT.name)
        .ok_or_else(|| RestError::new(404, "rest_post_invalid_id", "Invalid post ID."))
}

/// Writes what the request says of it.
pub async fn update(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let new = AttachmentFields { fields: post_fields(&request)?, alt: request.text("alt_text") };
    let post = library::update(&request.site, &request.actor, id, new).await?;
    Ok(RestResponse::ok(item::edited(&request, &post).await?))
}

/// Goes on with sizes that an upload did not come to.
pub async fn post_process(request: RestRequest) -> RestResult {
    let post = find(&request).await?;
    create::sizes(&request, &post).await;
    Ok(RestResponse::ok(item::edited(&request, &post).await?))
}

/// What a request says of an attachment.
pub fn post_fields(request: &RestRequest) -> RestResult<PostFields> {
    Ok(PostFields {
        title: raw(request, "title"),
        excerpt: raw(request, "caption"),
        content: raw(request, "description"),
        slug: request.text("slug"),
        status: request.text("status"),
        author_id: request.number("author"),
        parent_id: request.has("post").then(|| request.number("post").unwrap_or_default()),
        date: date(request)?,
        comment_status: request.text("comment_status"),
        ping_status: request.text("ping_status"),
        template: request.text("template"),
        featured_media: request.number("featured_media"),
        ..PostFields::default()
    })
}

/// A text that is given as such, or as an object with `raw`.
pub fn raw(request: &RestRequest, name: &str) -> Option<String> {
    match request.get(name) {
        Some(Value::Object(text)) => text.get("raw").and_then(Value::as_str).map(str::to_owned),
        _ => request.text(name),
    }
}

fn date(request: &RestRequest) -> RestResult<Option<PostDate>> {
    let read = |name: &str| request.text(name).filter(|text| !text.is_empty());
    let wrong = || RestError::new(400, "rest_invalid_date", "Invalid date.");
    if let Some(text) = read("date") {
        let (time, offset) = parse_date(&text).ok_or_else(wrong)?;
        return Ok(Some(match offset {
            Some(seconds) => PostDate::Utc(time - chrono::Duration::seconds(seconds)),
            None => PostDate::Local(time),
        }));
    }
    let Some(text) = read("date_gmt") else { return Ok(None) };
    let (time, offset) = parse_date(&text).ok_or_else(wrong)?;
    Ok(Some(PostDate::Utc(time - chrono::Duration::seconds(offset.unwrap_or(0)))))
}
