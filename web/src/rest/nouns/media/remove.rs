//! Deletes attachments: there is no trash for files.

use cms::posts;
use serde_json::json;

use super::{change, item};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may delete the attachment that the path names.
pub async fn may_remove(request: RestRequest) -> RestResult<()> {
    let post = change::find(&request).await?;
    if posts::permissions::may_delete(&request.actor, &post) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to delete this post.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_delete", message))
}

/// Deletes it with its files; only with `force`.
pub async fn remove(request: RestRequest) -> RestResult {
    let post = change::find(&request).await?;
    if !request.flag("force").unwrap_or(false) {
        let message = "The post does not support trashing. Set 'force=true' to delete.";
        return Err(RestError::new(501, "rest_trash_not_supported", message));
    }
    let mut previous = item::edited(&request, &post).await?;
    if let Some(previous) = previous.as_object_mut() {
        previous.shift_remove("_links");
    }
    posts::delete(&request.site, &request.actor, post.id).await?;
    Ok(RestResponse::ok(json!({"deleted": true, "previous": previous})))
}
