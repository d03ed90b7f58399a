//! Deletes items of menus: always for good.

use cms::posts;
use serde_json::json;

use super::{item, read};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// `DELETE` on an item, which must say that it means it.
pub async fn delete(mut request: RestRequest) -> RestResult {
    let post = read::find(&request).await?;
    if !request.flag("force").unwrap_or(false) {
        let message = "Menu items do not support trashing. Set 'force=true' to delete.";
        return Err(RestError::new(501, "rest_trash_not_supported", message));
    }
    request.set("context", "edit".into());
    let mut previous = item::shown(&request, &post).await?;
    previous.as_object_mut().map(|fields| fields.shift_remove("_links"));
    let deleted = posts::delete(&request.site, &request.actor, post.id).await;
    deleted.map_err(|error| RestError::refused(&request.actor, error))?;
    Ok(RestResponse::ok(json!({"deleted": true, "previous": previous})))
}
