//! Changes posts.

use cms::posts;

use super::create::{is_for_another, may_assign};
use super::{Kind, find, given, prepare};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may change this post as it is asked for (`update_item_permissions_check`).
pub async fn may_update(request: RestRequest, kind: Kind) -> RestResult<()> {
    let post = find(&request, kind).await?;
    let needs = posts::capabilities(kind.name);
    let refused = |code, message| Err(RestError::forbidden(&request.actor, code, message));
    let rightful = posts::before_trash(&request.site, &post).await?;
    if !posts::permissions::may_edit(&request.actor, &rightful) {
        return refused("rest_cannot_edit", "Sorry, you are not allowed to edit this post.");
    }
    if is_for_another(&request) && !request.actor.may(needs.edit_others) {
        return refused("rest_cannot_edit_others", "Sorry, you are not allowed to update posts as this user.");
    }
    let may_stick = request.actor.may(needs.edit_others) && request.actor.may(needs.publish);
    if request.flag("sticky").is_some_and(|sticky| sticky != post.sticky) && !may_stick {
        return refused("rest_cannot_assign_sticky", "Sorry, you are not allowed to make posts sticky.");
    }
    may_assign(&request, kind)
}

/// `POST`, `PUT` and `PATCH` on a post; what is not named stays.
pub async fn update(mut request: RestRequest, kind: Kind) -> RestResult {
    let before = find(&request, kind).await?;
    let fields = given::fields(&request, kind, Some(&before)).await?;
    let changed = posts::update(&request.site, &request.actor, before.id, fields).await;
    let post = changed.map_err(|error| RestError::refused(&request.actor, error))?;
    request.set("context", "edit".into());
    let prepared = prepare(&request, std::slice::from_ref(&post)).await?;
    Ok(RestResponse::ok(prepared.item(&request, kind, &post).await?))
}
