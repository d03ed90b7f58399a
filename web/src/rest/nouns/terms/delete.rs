//! Deletes terms: always for good.

use cms::terms::{self, permissions};
use serde_json::json;

use super::{Kind, item, read};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may delete the term that the path names; nobody the default category.
pub async fn may_delete(request: RestRequest, kind: Kind) -> RestResult<()> {
    let term = read::find(&request, kind).await?;
    if request.actor.may(permissions::to_edit(kind.name)) && !item::is_default(&request, &term) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to delete this term.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_delete", message))
}

/// `DELETE` on a term, which must say that it means it.
pub async fn delete(mut request: RestRequest, kind: Kind) -> RestResult {
    let term = read::find(&request, kind).await?;
    if !request.flag("force").unwrap_or(false) {
        let what = if kind == Kind::MENU { "Menus" } else { "Terms" };
        let message = format!("{what} do not support trashing. Set 'force=true' to delete.");
        return Err(RestError::new(501, "rest_trash_not_supported", &message));
    }
    request.set("context", "view".into());
    let mut previous = read::shown(&request, kind, &term).await?;
    previous.as_object_mut().map(|fields| fields.shift_remove("_links"));
    let deleted = terms::delete(&request.site, &request.actor, kind.name, term.id).await;
    deleted.map_err(|error| RestError::refused(&request.actor, error))?;
    Ok(RestResponse::ok(json!({"deleted": true, "previous": previous})))
}
