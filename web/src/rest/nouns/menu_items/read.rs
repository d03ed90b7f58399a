//! Reads the collection and single items of menus.

use cms::posts::{self, Post};
use cms::users::Capability;
use serde_json::Value;

use super::item;
use crate::rest::error::RestResult;
use crate::rest::nouns::posts::{self as post_noun, Kind};
use crate::rest::paging::paged;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Items are posts of this type.
pub const KIND: Kind = Kind { name: "nav_menu_item", base: "menu-items", public: false };

/// Menus are for people who arrange them.
pub async fn may_list(request: RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to view menu items.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_view", message))
}

/// The same for one item, which must be there.
pub async fn may_read(request: RestRequest) -> RestResult<()> {
    let found = post_noun::find(&request, KIND).await;
    may_list(request).await?;
    found.map(|_| ())
}

/// A page of the collection.
pub async fn list(request: RestRequest) -> RestResult {
    let query = post_noun::list_query(&request, KIND).await?;
    let listed = posts::list(&request.site, &query).await?;
    let pages = listed.total.div_ceil(query.limit.max(1));
    if request.number("page").unwrap_or(1).unsigned_abs() > pages.max(1) && listed.total > 0 {
        let message = "The page number requested is larger than the number of pages available.";
        return Err(RestError::new(400, "rest_post_invalid_page_number", message));
    }
    let items = item::items(&request, &listed.posts).await?;
    Ok(paged(&request, Value::Array(items), listed.total, pages))
}

/// One item.
pub async fn single(request: RestRequest) -> RestResult {
    let post = post_noun::find(&request, KIND).await?;
    Ok(RestResponse::ok(item::shown(&request, &post).await?))
}

/// The item that the path names, for whoever may arrange menus.
pub async fn find(request: &RestRequest) -> RestResult<Post> {
    post_noun::find(request, KIND).await
}
