//! Changes comments: moderation and editing.

use cms::comments::{self, Comment, CommentFields, Status};
use cms::{posts, users};

use super::{create, item, meta, read};
use crate::rest::error::RestResult;
use crate::rest::nouns::posts::text;
use crate::rest::schema::parse_date;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may change the comment that the path names.
pub async fn may_change(request: &RestRequest) -> RestResult<()> {
    let id = read::by_path(request).await?.0.id;
    let found = comments::require_edit(&request.site, &request.actor, id).await;
    found.map(|_| ()).map_err(|error| RestError::refused(&request.actor, error))
}

/// The number in the path.
pub fn id(request: &RestRequest) -> i64 {
    request.number("id").unwrap_or_default()
}

/// `POST`, `PUT` and `PATCH` on a comment; what is not named stays.
pub async fn update(request: RestRequest) -> RestResult {
    let former = read::by_path(&request).await?.0;
    if request.text("type").is_some_and(|kind| kind != former.comment_type) {
        let message = "Sorry, you are not allowed to change the comment type.";
        return Err(RestError::new(404, "rest_comment_invalid_type", message));
    }
    meta::given(&request)?;
    let fields = fields(&request).await?;
    let mut changed = comments::update(&request.site, &request.actor, former.id, fields).await?;
    if let Some(status) = request.text("status") {
        changed = give(&request, changed, &status).await?;
    }
    meta::keep(&request, changed.id).await?;
    shown(&request, &changed).await
}

async fn fields(request: &RestRequest) -> RestResult<CommentFields> {
    let author = create::named_author(request).await?;
    let post_id = request.number("post");
    if let Some(id) = post_id.filter(|id| *id != 0)
        && posts::by_id(&request.site, id).await?.is_none()
    {
        return Err(RestError::new(403, "rest_comment_invalid_post_id", "Invalid post ID."));
    }
    let content = text(request, "content");
    if content.as_deref().is_some_and(|content| content.trim().is_empty()) {
        return Err(RestError::new(400, "rest_comment_content_invalid", "Invalid comment content."));
    }
    let of_author = |name: &str, own: fn(&users::Model) -> &String| {
        request.text(name).or_else(|| author.as_ref().map(|author| own(author).clone()))
    };
    Ok(CommentFields {
        content,
        user_id: author.as_ref().map(|author| author.id),
        author_name: of_author("author_name", |author| &author.display_name),
        author_email: of_author("author_email", |author| &author.email),
        author_url: of_author("author_url", |author| &author.url),
        parent_id: request.number("parent"),
        post_id,
        date_gmt: date(request),
    })
}

/// Gives a comment the status that the client names (`handle_status_param`). WordPress takes one that it does not know
/// without a word.
pub async fn give(request: &RestRequest, comment: Comment, status: &str) -> RestResult<Comment> {
    let (site, actor) = (&request.site, &request.actor);
    let given = match (status, status.parse::<Status>()) {
        ("untrash" | "unspam", _) => comments::restore(site, actor, comment.id).await,
        (_, Ok(status)) => comments::set_status(site, actor, comment.id, status).await,
        _ => Ok(comment),
    };
    given.map_err(|error| RestError::refused(actor, error))
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
