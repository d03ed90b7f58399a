//! Makes and changes items of menus.

use cms::menus::{self, ItemFields};

use super::{item, read};
use crate::rest::error::RestResult;
use crate::rest::nouns::posts::text;
use crate::rest::{RestError, RestRequest, RestResponse};

/// `POST` on the collection: 201, the address of the new item, and the item as an editor sees it.
pub async fn create(mut request: RestRequest) -> RestResult {
    let made = menus::save_item(&request.site, &request.actor, None, fields(&request)).await;
    let post = made.map_err(|error| RestError::refused(&request.actor, error))?;
    request.set("context", "edit".into());
    let location = request.rest_url(&format!("wp/v2/menu-items/{}", post.id));
    Ok(RestResponse::created(item::shown(&request, &post).await?, location))
}

/// `POST`, `PUT` and `PATCH` on an item; what is not named stays.
pub async fn update(mut request: RestRequest) -> RestResult {
    let before = read::find(&request).await?;
    let changed = menus::save_item(&request.site, &request.actor, Some(before.id), fields(&request)).await;
    let post = changed.map_err(|error| RestError::refused(&request.actor, error))?;
    request.set("context", "edit".into());
    Ok(RestResponse::ok(item::shown(&request, &post).await?))
}

fn fields(request: &RestRequest) -> ItemFields {
    let list = |name: &str| request.get(name).map(|_| request.texts(name));
    ItemFields {
        title: text(request, "title"),
        item_type: request.text("type"),
        status: request.text("status"),
        parent_id: request.number("parent"),
        attr_title: request.text("attr_title"),
        classes: list("classes"),
        description: request.text("description"),
        menu_order: request.number("menu_order"),
        object: request.text("object"),
        object_id: request.number("object_id"),
        target: request.text("target"),
        url: request.text("url"),
        rel: list("xfn"),
        menu_id: request.number("menus"),
    }
}
