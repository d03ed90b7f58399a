//! Who may see and change fonts, and how they are found.

use cms::posts::{self, Post};
use cms::users::Capability;
use serde_json::Value;

use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest};

/// A type of posts that keeps fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The type's name.
    pub name: &'static str,
    /// The beginning of a refusal's sentence about several.
    pub several: &'static str,
    /// How an error about a missing one says it.
    pub one: &'static str,
}

/// Families.
pub const FAMILY: Kind = Kind { name: "wp_font_family", several: "font families", one: "Font families" };
/// Faces.
pub const FACE: Kind = Kind { name: "wp_font_face", several: "font faces", one: "Font faces" };

/// Whoever may change how the theme looks.
pub fn may_manage(request: &RestRequest, kind: Kind) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = format!("Sorry, you are not allowed to access {}.", kind.several);
    Err(RestError::forbidden(&request.actor, "rest_cannot_read", &message))
}

/// The font of this number.
pub async fn find(request: &RestRequest, kind: Kind, id: i64) -> RestResult<Post> {
    let found = if id > 0 { posts::by_id(&request.site, id).await? } else { None };
    found
        .filter(|post| post.post_type == kind.name)
        .ok_or_else(|| RestError::new(404, "rest_post_invalid_id", "Invalid post ID."))
}

/// The number in a route's path, whatever the body says.
pub fn path_number(request: &RestRequest, name: &str) -> i64 {
    match request.url_parameters.get(name) {
        Some(Value::Number(number)) => number.as_i64().unwrap_or_default(),
        Some(Value::String(text)) => text.parse().unwrap_or_default(),
        _ => 0,
    }
}

/// Fonts have no trash.
pub fn require_force(request: &RestRequest, kind: Kind) -> RestResult<()> {
    if request.flag("force") == Some(true) {
        return Ok(());
    }
    let message = format!("{} do not support trashing. Set 'force=true' to delete.", kind.one);
    Err(RestError::new(501, "rest_trash_not_supported", &message))
}
