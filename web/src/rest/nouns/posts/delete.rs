//! Takes posts away: into the trash, or for good.

use cms::posts;
use serde_json::{Value, json};

use super::{Kind, find, prepare};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// The arguments of `DELETE`.
pub fn arguments() -> Value {
    json!({
        "id": {"description": "The post's number.", "type": "integer"},
        "force": {"type": "boolean", "default": false, "description": "Whether it goes for good, past the trash."},
    })
}

/// Who may take this post away.
pub async fn may_delete(request: RestRequest, kind: Kind) -> RestResult<()> {
    let post = find(&request, kind).await?;
    let rightful = posts::before_trash(&request.site, &post).await?;
    if posts::permissions::may_delete(&request.actor, &rightful) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to delete this post.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_delete", message))
}

/// `DELETE` on a post: it goes to the trash, and with `force` for good.
pub async fn delete(mut request: RestRequest, kind: Kind) -> RestResult {
    let post = find(&request, kind).await?;
    let actor = request.actor.clone();
    let refused = |error| RestError::refused(&actor, error);
    if request.flag("force").unwrap_or(false) {
        request.set("context", "edit".into());
        let mut previous = prepare(&request, std::slice::from_ref(&post)).await?.item(&request, kind, &post).await?;
        posts::delete(&request.site, &request.actor, post.id).await.map_err(refused)?;
        previous.as_object_mut().map(|fields| fields.shift_remove("_links"));
        return Ok(RestResponse::ok(json!({"deleted": true, "previous": previous})));
    }
    let trashed = posts::trash(&request.site, &request.actor, post.id).await.map_err(refused)?;
    request.set("context", "edit".into());
    let prepared = prepare(&request, std::slice::from_ref(&trashed)).await?;
    Ok(RestResponse::ok(prepared.item(&request, kind, &trashed).await?))
}
