//! What the site's owner changed of the theme's looks.

use cms::formatting::{self, TitleOf};
use cms::posts::{self, Post};
use cms::theming;
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::error::RestResult;
use crate::rest::fields::wants;
use crate::rest::item::Item;
use crate::rest::nouns::posts::text;
use crate::rest::{RestError, RestRequest, RestResponse};

/// The post that the path names.
pub async fn find(request: &RestRequest, parameter: &str) -> RestResult<Post> {
    let id = request.number(parameter).unwrap_or_default();
    let found = posts::by_id(&request.site, id).await?.filter(|post| post.post_type == "wp_global_styles");
    let message = "No global styles config exist with that id.";
    found.ok_or_else(|| RestError::new(404, "rest_global_styles_not_found", message))
}

/// Everybody who writes may see it; in the edit context those who may change it.
pub async fn may_read(request: RestRequest) -> RestResult<()> {
    find(&request, "id").await?;
    let refused = |code, message| Err(RestError::forbidden(&request.actor, code, message));
    if request.context() == "edit" && !request.actor.may(Capability::EditThemeOptions) {
        return refused("rest_forbidden_context", "Sorry, you are not allowed to edit this global style.");
    }
    if !request.actor.may(Capability::EditPosts) {
        return refused("rest_cannot_view", "Sorry, you are not allowed to view this global style.");
    }
    Ok(())
}

/// Who may change how the site looks.
pub async fn may_update(request: RestRequest) -> RestResult<()> {
    find(&request, "id").await?;
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to edit this global style.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_edit", message))
}

/// The owner's styles.
pub async fn single(request: RestRequest) -> RestResult {
    let post = find(&request, "id").await?;
    Ok(RestResponse::ok(shown(&request, &post).await?))
}

/// `POST`, `PUT` and `PATCH`; what is not named stays.
pub async fn update(request: RestRequest) -> RestResult {
    let post = find(&request, "id").await?;
    let (settings, styles) = (request.get("settings").cloned(), request.get("styles").cloned());
    let title = text(&request, "title");
    let changed = theming::update_user_styles(&request.site, &request.actor, post.id, title, settings, styles).await;
    let post = changed.map_err(|error| RestError::refused(&request.actor, error))?;
    Ok(RestResponse::ok(shown(&request, &post).await?))
}

async fn shown(request: &RestRequest, post: &Post) -> RestResult<Value> {
    let fields = request.texts("_fields");
    let (settings, styles) = theming::read_user_styles(post);
    let mut item = Item::new(&fields, "view");
    item.add("id", "v", || json!(post.id));
    let rendered = formatting::the_title(&post.title, TitleOf::Public);
    item.add("title", "v", || json!({"raw": post.title, "rendered": rendered}));
    item.add("settings", "v", || settings);
    item.add("styles", "v", || styles);
    let mut map = item.finish();
    if wants(&fields, "_links") {
        map.insert("_links".into(), links(request, post).await?);
    }
    Ok(Value::Object(map))
}

async fn links(request: &RestRequest, post: &Post) -> RestResult<Value> {
    let own = request.rest_url(&format!("wp/v2/global-styles/{}", post.id));
    let may_edit = request.actor.may(Capability::EditThemeOptions);
    let mut allowed = vec!["GET"];
    if may_edit {
        allowed.extend(["POST", "PUT", "PATCH"]);
    }
    let counts = posts::revision_counts(&request.site, &[post.id]).await?;
    let count = counts.get(&post.id).map_or(0, |(count, _)| *count);
    let mut links = json!({
        "self": [{"href": own, "targetHints": {"allow": allowed}}],
        "about": [{"href": request.rest_url("wp/v2/types/wp_global_styles")}],
        "version-history": [{"count": count, "href": format!("{own}/revisions")}],
    });
    if may_edit {
        links["wp:action-publish"] = json!([{"href": own}]);
        links["wp:action-edit-css"] = json!([{"href": own}]);
    }
    links["curies"] = json!([{"name": "wp", "href": "https://api.w.org/{rel}", "templated": true}]);
    Ok(links)
}
