//! Takes comments away: into the trash, or for good.

use cms::comments::{self, Status};
use serde_json::json;

use super::update::{id, shown};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

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
