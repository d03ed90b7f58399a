//! Changes comments: moderation and editing, and removal.

use cms::comments::{self, Comment, CommentFields, Status};
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::route::{DELETE, EDIT, Endpoint};
use crate::rest::{RestError, RestRequest, RestResponse};

/// `POST`, `PUT` and `PATCH` on one comment.
pub fn update() -> Endpoint {
    let text = |description: &str| json!({"description": description, "type": "string"});
    let arguments = json!({
        "id": {"description": "The comment's number.", "type": "integer"},
        "author_email": {"description": "Its author's mail address.", "type": "string", "format": "email"},
        "author_name": text("Its author's name."),
        "author_url": text("Its author's website."),
        "content": {"description": "Its text.", "type": ["string", "object"]},
        "parent": {"description": "The comment that it answers.", "type": "integer"},
        "post": {"description": "Its post.", "type": "integer"},
        "status": text("Its status."),
    });
    Endpoint::new(EDIT, arguments, change).permission(|request| async move { may_change(&request).await })
}

/// `DELETE` on one comment: into the trash, or for good with `force`.
pub fn delete() -> Endpoint {
    let arguments = json!({
        "id": {"description": "The comment's number.", "type": "integer"},
        "force": {"type": "boolean", "default": false, "description": "Whether it goes for good."},
    });
    Endpoint::new(DELETE, arguments, remove).permission(|request| async move { may_change(&request).await })
}

async fn may_change(request: &RestRequest) -> RestResult<()> {
    let refused = |error: cms::Error| match error {
        cms::Error::Forbidden { code, message } => RestError::forbidden(&request.actor, code, &message),
        other => other.into(),
    };
    comments::require_edit(&request.site, &request.actor, id(request)).await.map(|_| ()).map_err(refused)
}

fn id(request: &RestRequest) -> i64 {
    request.number("id").unwrap_or_default()
}

async fn change(request: RestRequest) -> RestResult {
    let (site, actor) = (&request.site, &request.actor);
    let content = match request.get("content") {
        Some(Value::Object(content)) => content.get("raw").and_then(Value::as_str).map(str::to_owned),
        _ => request.text("content"),
    };
    let fields = CommentFields {
        content,
        author_name: request.text("author_name"),
        author_email: request.text("author_email"),
        author_url: request.text("author_url"),
        parent_id: request.number("parent"),
        post_id: request.number("post"),
        date_gmt: None,
    };
    let mut changed = comments::update(site, actor, id(&request), fields).await?;
    // WordPress takes a status that it does not know without a word.
    if let Some(status) = request.text("status").and_then(|status| status.parse::<Status>().ok()) {
        changed = comments::set_status(site, actor, changed.id, status).await?;
    }
    shown(&request, &changed).await
}

async fn remove(request: RestRequest) -> RestResult {
    let (site, actor) = (&request.site, &request.actor);
    if request.flag("force").unwrap_or(false) {
        let comment = comments::require_edit(site, actor, id(&request)).await?;
        let previous = shown(&request, &comment).await?.body;
        comments::delete(site, actor, comment.id).await?;
        return Ok(RestResponse::ok(json!({"deleted": true, "previous": previous})));
    }
    let comment = comments::require_edit(site, actor, id(&request)).await?;
    if comment.status == Status::Trash.name() {
        return Err(RestError::new(410, "rest_already_trashed", "The comment has already been trashed."));
    }
    let trashed = comments::set_status(site, actor, comment.id, Status::Trash).await?;
    shown(&request, &trashed).await
}

/// The comment as somebody who edits sees it.
async fn shown(request: &RestRequest, comment: &Comment) -> RestResult {
    let mut editing = request.clone();
    editing.query_parameters.insert("context".into(), "edit".into());
    Ok(RestResponse::ok(super::comments::item(&editing, comment).await?))
}
