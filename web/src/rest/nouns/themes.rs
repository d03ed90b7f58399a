//! Themes: which there are, for people who may switch or style them; the active one for everybody who writes.

use cms::theming;
use cms::users::Capability;
use serde_json::{Value, json};

use super::posts::context;
use crate::rest::error::RestResult;
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

/// Their routes.
pub fn routes() -> Vec<Route> {
    let status = json!({"description": "Only active ones, or only others.", "type": "array", "items": {"enum": ["active", "inactive"], "type": "string"}});
    vec![
        Route::new("wp/v2", "/wp/v2/themes").endpoint(
            Endpoint::new(READ, json!({"context": context(), "status": status}), list)
                .permission(|request| async move { may_list(&request) }),
        ),
    ]
}

fn may_list(request: &RestRequest) -> RestResult<()> {
    let only_active = request.texts("status") == ["active"];
    let allowed = request.actor.may(Capability::SwitchThemes)
        || request.actor.may(Capability::EditThemeOptions)
        || (only_active && request.actor.may(Capability::EditPosts));
    if allowed {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to view themes.";
    let code = if only_active { "rest_cannot_view_active_theme" } else { "rest_cannot_view_themes" };
    Err(RestError::forbidden(&request.actor, code, message))
}

async fn list(request: RestRequest) -> RestResult {
    let active = request.site.settings().text("stylesheet");
    let wanted = request.texts("status");
    let all = theming::list(&request.site)?;
    let shown: Vec<Value> = all
        .iter()
        .filter(|theme| {
            let status = if theme.slug == active { "active" } else { "inactive" };
            wanted.is_empty() || wanted.iter().any(|one| one == status)
        })
        .map(|theme| item(&request, theme, theme.slug == active))
        .collect();
    Ok(RestResponse::ok(Value::Array(shown)))
}

fn item(request: &RestRequest, theme: &theming::ThemeSummary, is_active: bool) -> Value {
    let both = |text: &str| json!({"raw": text, "rendered": text});
    let own = request.rest_url(&format!("wp/v2/themes/{}", theme.slug));
    json!({
        "stylesheet": theme.slug,
        "template": theme.parent.clone().unwrap_or_else(|| theme.slug.clone()),
        "author": both(&theme.author),
        "description": both(&theme.description),
        "is_block_theme": false,
        "name": both(&theme.name),
        "status": if is_active { "active" } else { "inactive" },
        "textdomain": theme.slug,
        "version": theme.version,
        "_links": {
            "self": [{"href": own}],
            "collection": [{"href": request.rest_url("wp/v2/themes")}],
        },
    })
}
