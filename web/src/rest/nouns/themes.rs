//! Themes: which there are, for people who may switch or style them; the active one for everybody who writes.

use cms::Actor;
use cms::theming::{self, ThemeStatus, ThemeSummary};
use cms::users::Capability;
use serde_json::{Value, json};

use crate::rest::collection_arguments::context;
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
    let wanted = request.texts("status");
    let all = theming::list(&request.site, &Actor::System)?;
    let shown: Vec<Value> = all
        .iter()
        .filter(|theme| {
            let status = if theme.status == ThemeStatus::Active { "active" } else { "inactive" };
            wanted.is_empty() || wanted.iter().any(|one| one == status)
        })
        .map(|theme| item(&request, theme))
        .collect();
    Ok(RestResponse::ok(Value::Array(shown)))
}

fn item(request: &RestRequest, theme: &ThemeSummary) -> Value {
    let is_active = theme.status == ThemeStatus::Active;
    let template = if theme.parent.is_empty() { &theme.name } else { &theme.parent };
    let both = |text: &str| json!({"raw": text, "rendered": text});
    let own = request.rest_url(&format!("wp/v2/themes/{}", theme.name));
    json!({
        "stylesheet": theme.name,
        "template": template,
        "author": both(&theme.author),
        "description": both(&theme.description),
        "is_block_theme": false,
        "name": both(&theme.title),
        "status": if is_active { "active" } else { "inactive" },
        "textdomain": theme.name,
        "version": theme.version,
        "_links": {
            "self": [{"href": own}],
            "collection": [{"href": request.rest_url("wp/v2/themes")}],
        },
    })
}
