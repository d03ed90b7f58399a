//! What the active theme brings: `settings` and `styles` in the words of `theme.json`.

use cms::users::Capability;
use serde_json::json;

use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Everybody who writes may see it.
pub async fn may_read(request: RestRequest) -> RestResult<()> {
    let may = |capability| request.actor.may(capability);
    if may(Capability::EditPosts) || may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to access the global styles on this site.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_read_global_styles", message))
}

/// The theme's settings. Its looks are in its own stylesheets, so `styles` is empty.
pub async fn theme(request: RestRequest) -> RestResult {
    let theme = request.site.host().themes().of(request.site.settings())?;
    require_active(&request, theme.slug())?;
    let own = request.rest_url(&format!("wp/v2/global-styles/themes/{}", theme.slug()));
    Ok(RestResponse::ok(json!({
        "settings": theme.editor_settings(),
        "styles": {},
        "_links": {"self": [{"href": own}]},
    })))
}

/// Variations are files of block themes: no theme here has any.
pub async fn variations(request: RestRequest) -> RestResult {
    let theme = request.site.host().themes().of(request.site.settings())?;
    require_active(&request, theme.slug())?;
    Ok(RestResponse::ok(json!([])))
}

fn require_active(request: &RestRequest, active: &str) -> RestResult<()> {
    match request.text("stylesheet").as_deref() == Some(active) {
        true => Ok(()),
        false => Err(RestError::new(404, "rest_theme_not_found", "Theme not found.")),
    }
}
