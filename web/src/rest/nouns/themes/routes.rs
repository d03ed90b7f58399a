//! The routes of themes, and who may use them.

use cms::Actor;
use cms::theming::{self, ThemeStatus, ThemeSummary};
use cms::users::Capability;
use serde_json::{Value, json};

use super::item::shown;
use super::schema::schema;
use crate::rest::error::RestResult;
use crate::rest::property::{self, Property};
use crate::rest::route::{Endpoint, READ, Route};
use crate::rest::{RestError, RestRequest, RestResponse};

const STYLESHEET: &str = r#"[^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?"#;

/// The list and the single theme.
pub fn routes() -> Vec<Route> {
    let statuses = json!({"enum": ["active", "inactive"], "type": "string"});
    let list_arguments = property::all([("status", Property::list("Only active ones, or only others.", statuses))]);
    let list = Endpoint::new(READ, list_arguments, list).permission(|request| async move { may_list(&request) });
    let name = property::all([("stylesheet", Property::text("The theme's folder."))]);
    let single = Endpoint::new(READ, name, single).permission(|request| async move { may_read(&request) });
    vec![
        Route::new("wp/v2", "/wp/v2/themes").endpoint(list).schema(schema()),
        Route::new("wp/v2", format!("/wp/v2/themes/(?P<stylesheet>{STYLESHEET})")).endpoint(single).schema(schema()),
    ]
}

fn may_list(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::SwitchThemes) {
        return Ok(());
    }
    if request.texts("status") == ["active"] {
        return may_read_active(request);
    }
    Err(RestError::forbidden(&request.actor, "rest_cannot_view_themes", "Sorry, you are not allowed to view themes."))
}

fn may_read_active(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditPosts) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to view the active theme.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_view_active_theme", message))
}

fn may_read(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::SwitchThemes) {
        return Ok(());
    }
    let active = request.site.host().themes().of(request.site.settings())?;
    if request.text("stylesheet").as_deref() == Some(active.slug()) {
        return may_read_active(request);
    }
    Err(RestError::forbidden(&request.actor, "rest_cannot_view_themes", "Sorry, you are not allowed to view themes."))
}

/// The themes that can be used. Who may see which was asked before; the host itself lists them.
fn usable(request: &RestRequest) -> RestResult<Vec<ThemeSummary>> {
    let all = theming::list(&request.site, &Actor::System)?;
    Ok(all.into_iter().filter(|theme| theme.status != ThemeStatus::Broken).collect())
}

async fn list(request: RestRequest) -> RestResult {
    let wanted = request.texts("status");
    let themes = usable(&request)?;
    let is_wanted = |theme: &&ThemeSummary| {
        let status = if theme.status == ThemeStatus::Active { "active" } else { "inactive" };
        wanted.is_empty() || wanted.iter().any(|one| one == status)
    };
    let mut shown_themes = Vec::new();
    for theme in themes.iter().filter(is_wanted) {
        shown_themes.push(shown(&request, theme).await?);
    }
    let total = shown_themes.len().to_string();
    Ok(RestResponse::ok(Value::Array(shown_themes)).header("X-WP-Total", total).header("X-WP-TotalPages", "1"))
}

async fn single(request: RestRequest) -> RestResult {
    let name = request.text("stylesheet").unwrap_or_default();
    let found = usable(&request)?.into_iter().find(|theme| theme.name == name);
    let found = found.ok_or_else(|| RestError::new(404, "rest_theme_not_found", "Theme not found."))?;
    Ok(RestResponse::ok(shown(&request, &found).await?))
}
