//! Earlier versions of the owner's styles.

use cms::posts::{self, Post};
use cms::theming;
use cms::users::Capability;
use serde_json::{Value, json};

use super::user;
use crate::rest::error::RestResult;
use crate::rest::nouns::posts::iso;
use crate::rest::paging::paged;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Versions are for those who may change how the site looks.
pub async fn may_read(request: RestRequest) -> RestResult<()> {
    parent(&request).await?;
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to view revisions for this global style.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_view", message))
}

async fn parent(request: &RestRequest) -> RestResult<Post> {
    let unknown = || RestError::new(404, "rest_post_invalid_parent", "Invalid post parent ID.");
    user::find(request, "parent").await.map_err(|_| unknown())
}

/// A page of them, newest first.
pub async fn list(request: RestRequest) -> RestResult {
    let parent = parent(&request).await?;
    let all = posts::revisions::list(&request.site, &request.actor, parent.id).await?;
    let total = all.len();
    let per_page = request.number("per_page").map_or(usize::MAX, |number| number.max(1) as usize);
    let page = request.number("page").unwrap_or(1).max(1) as usize;
    let offset = request.number("offset").filter(|_| request.has("offset")).map(|offset| offset.max(0) as usize);
    let first = offset.unwrap_or_else(|| (page - 1).saturating_mul(per_page));
    let refused = |code, message| Err(RestError::new(400, code, message));
    if total > 0 && offset.is_some() && first >= total {
        return refused(
            "rest_revision_invalid_offset_number",
            "The offset number requested is larger than or equal to the number of available revisions.",
        );
    }
    if total > 0 && first >= total {
        let message = "The page number requested is larger than the number of pages available.";
        return refused("rest_revision_invalid_page_number", message);
    }
    let items: Vec<Value> = all.iter().skip(first).take(per_page).map(|version| shown(&request, version)).collect();
    Ok(paged(&request, Value::Array(items), total as u64, total.div_ceil(per_page) as u64))
}

/// One of them.
pub async fn single(request: RestRequest) -> RestResult {
    let parent = parent(&request).await?;
    let all = posts::revisions::list(&request.site, &request.actor, parent.id).await?;
    let id = request.number("id").unwrap_or_default();
    let found = all.iter().find(|version| version.id == id);
    let found = found.ok_or_else(|| RestError::new(404, "rest_post_invalid_id", "Invalid revision ID."))?;
    Ok(RestResponse::ok(shown(&request, found)))
}

fn shown(request: &RestRequest, version: &Post) -> Value {
    let (settings, styles) = theming::read_user_styles(version);
    let date_gmt = version.date_gmt.unwrap_or(version.modified_gmt);
    let parent = request.rest_url(&format!("wp/v2/global-styles/{}", version.parent_id));
    json!({
        "author": version.author_id,
        "date": iso(version.date),
        "date_gmt": iso(date_gmt),
        "id": version.id,
        "modified": iso(version.modified),
        "modified_gmt": iso(version.modified_gmt),
        "parent": version.parent_id,
        "settings": settings,
        "styles": styles,
        "_links": {"parent": [{"href": parent}]},
    })
}
