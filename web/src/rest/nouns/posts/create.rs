//! Makes posts.

use cms::{posts, terms};
use serde_json::Value;

use super::{Kind, given, prepare};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may make a post of this type as it is asked for (`create_item_permissions_check`).
pub async fn may_create(request: RestRequest, kind: Kind) -> RestResult<()> {
    if request.get("id").is_some_and(|id| id.as_i64() != Some(0)) {
        return Err(RestError::new(400, "rest_post_exists", "Cannot create existing post."));
    }
    let needs = posts::capabilities(kind.name);
    let refused = |code, message| Err(RestError::forbidden(&request.actor, code, message));
    let as_another = "Sorry, you are not allowed to create posts as this user.";
    if is_for_another(&request) && !request.actor.may(needs.edit_others) {
        return refused("rest_cannot_edit_others", as_another);
    }
    let may_stick = request.actor.may(needs.edit_others) && request.actor.may(needs.publish);
    if request.flag("sticky").unwrap_or(false) && !may_stick {
        return refused("rest_cannot_assign_sticky", "Sorry, you are not allowed to make posts sticky.");
    }
    if !request.actor.may(needs.create) {
        return refused("rest_cannot_create", as_another);
    }
    may_assign(&request, kind)
}

/// Whether the request names an author who is somebody else.
pub fn is_for_another(request: &RestRequest) -> bool {
    let is_empty = |value: &Value| matches!(value, Value::Array(list) if list.is_empty()) || value.as_i64() == Some(0);
    request.get("author").is_some_and(|author| !is_empty(author) && author.as_i64() != Some(request.actor.user_id()))
}

/// Whether whoever asks may give posts the terms of every taxonomy that the request names.
pub fn may_assign(request: &RestRequest, kind: Kind) -> RestResult<()> {
    let taxonomies = kind.taxonomies(request.site.settings());
    let mut named = taxonomies.iter().filter(|taxonomy| request.get(&taxonomy.base).is_some());
    if named.all(|taxonomy| request.actor.may(terms::permissions::to_assign(&taxonomy.name))) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to assign the provided terms.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_assign_term", message))
}

/// `POST` on a collection: 201, the address of the new post, and the post as an editor sees it.
pub async fn create(mut request: RestRequest, kind: Kind) -> RestResult {
    let fields = given::fields(&request, kind, None).await?;
    let made = posts::create(&request.site, &request.actor, kind.name, fields).await;
    let post = made.map_err(|error| RestError::refused(&request.actor, error))?;
    request.set("context", "edit".into());
    let item = prepare(&request, std::slice::from_ref(&post)).await?.item(&request, kind, &post).await?;
    let location = request.rest_url(&format!("wp/v2/{}/{}", kind.base, post.id));
    Ok(RestResponse::created(item, location))
}
