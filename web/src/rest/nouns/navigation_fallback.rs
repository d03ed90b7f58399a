//! The menu that a navigation block shows where none was chosen (`WP_Navigation_Fallback`).

use cms::posts::{self, ListQuery, OrderBy, Post, PostFields};
use cms::users::Capability;
use serde_json::json;

use crate::rest::error::RestResult;
use crate::rest::item_schema;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Its route.
pub fn routes() -> Vec<Route> {
    let endpoint = Endpoint::new(READ, json!({}), answer).permission(|request| async move { may_make(&request) });
    let id = Property::integer("The menu's number.").shown("veb").readonly();
    let schema = item_schema::item("navigation-fallback", property::all([("id", id)]));
    vec![Route::new("wp-block-editor/v1", "/wp-block-editor/v1/navigation-fallback").endpoint(endpoint).schema(schema)]
}

/// Whoever may make menus: asking for the fallback may make one.
fn may_make(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to create Navigation Menus as this user.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_create", message))
}

async fn answer(request: RestRequest) -> RestResult {
    let menu = match newest(&request).await? {
        Some(menu) => menu,
        None => all_pages(&request).await?,
    };
    let own = request.rest_url(&format!("wp/v2/navigation/{}", menu.id));
    let allow = json!({"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]});
    Ok(RestResponse::ok(json!({
        "id": menu.id,
        "_links": {"self": [{"embeddable": true, "href": own, "targetHints": allow}]},
    })))
}

/// The menu that was published last.
async fn newest(request: &RestRequest) -> RestResult<Option<Post>> {
    let query = ListQuery {
        types: vec!["wp_navigation".into()],
        statuses: vec!["publish".into()],
        order_by: OrderBy::Date,
        limit: 1,
        ..ListQuery::default()
    };
    Ok(posts::list(&request.site, &query).await?.posts.into_iter().next())
}

/// A new menu of all pages.
async fn all_pages(request: &RestRequest) -> RestResult<Post> {
    let fields = PostFields {
        title: Some("Navigation".into()),
        slug: Some("navigation".into()),
        content: Some("<!-- wp:page-list /-->".into()),
        status: Some("publish".into()),
        ..PostFields::default()
    };
    Ok(posts::create(&request.site, &request.actor, "wp_navigation", fields).await?)
}
