//! Takes comments away: into the trash, or for good.

use cms::comments::{self, Status};
use serde_json::json;

use super::read;
use super::update::{id, shown};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may take away the comment that the path names.
pub async fn may_delete(request: &RestRequest) -> RestResult<()> {
    let found = comments::require_edit(&request.site, &request.actor, read::by_path(request).await?.0.id).await;
    let refused = || {
        let message = "Sorry, you are not allowed to delete this comment.";
        RestError::forbidden(&request.actor, "rest_cannot_delete", message)
    };
    found.map(|_| ()).map_err(|_| refused())
}

/// `DELETE` on a comment.
pub async fn delete(request: RestRequest) -> RestResult {
    let (site, actor) = (&request.site, &request.actor);
    if request.flag("force").unwrap_or(false) {
        let comment = comments::require_edit(site, actor, id(&request)).await?;
        let mut previous = shown(&request, &comment).await?.body;
        previous.as_object_mut().map(|fields| fields.shift_remove("_links"));
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
