//! Changes comments: moderation and editing.

use cms::comments::{self, Comment, CommentFields, Status};

use super::item;
use crate::rest::error::RestResult;
use crate::rest::nouns::posts::text;
use crate::rest::schema::parse_date;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may change the comment that the path names.
pub async fn may_change(request: &RestRequest) -> RestResult<()> {
    let found = comments::require_edit(&request.site, &request.actor, id(request)).await;
    found.map(|_| ()).map_err(|error| RestError::refused(&request.actor, error))
}

/// The number in the path.
pub fn id(request: &RestRequest) -> i64 {
    request.number("id").unwrap_or_default()
}

/// `POST`, `PUT` and `PATCH` on a comment; what is not named stays.
pub async fn update(request: RestRequest) -> RestResult {
    let (site, actor) = (&request.site, &request.actor);
    let fields = CommentFields {
        content: text(&request, "content"),
        author_name: request.text("author_name"),
        author_email: request.text("author_email"),
        author_url: request.text("author_url"),
        parent_id: request.number("parent"),
        post_id: request.number("post"),
        date_gmt: date(&request),
    };
    let mut changed = comments::update(site, actor, id(&request), fields).await?;
    // WordPress takes a status that it does not know without a word.
    if let Some(status) = request.text("status").and_then(|status| status.parse::<Status>().ok()) {
        changed = comments::set_status(site, actor, changed.id, status).await?;
    }
    shown(&request, &changed).await
}

/// The date that the client gives, in UTC.
pub fn date(request: &RestRequest) -> Option<chrono::NaiveDateTime> {
    let given = |name: &str| parse_date(&request.text(name)?);
    let (time, is_local, zone) = match given("date") {
        Some((time, zone)) => (time, zone.is_none(), zone.unwrap_or_default()),
        None => given("date_gmt").map(|(time, zone)| (time, false, zone.unwrap_or_default()))?,
    };
    let utc = if is_local { request.site.settings().to_utc(time) } else { time - chrono::Duration::seconds(zone) };
    Some(utc)
}

/// The comment as somebody who edits sees it.
pub async fn shown(request: &RestRequest, comment: &Comment) -> RestResult {
    let mut editing = request.clone();
    editing.query_parameters.insert("context".into(), "edit".into());
    Ok(RestResponse::ok(item::item(&editing, comment).await?))
}
