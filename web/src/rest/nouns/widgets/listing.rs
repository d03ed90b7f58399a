//! All routes that have to do with widgets, and who may use them.

use cms::users::Capability;

use super::{kinds, sidebars, single};
use crate::rest::error::RestResult;
use crate::rest::route::Route;
use crate::rest::{RestError, RestRequest};

/// All of them.
pub fn routes() -> Vec<Route> {
    [sidebars::routes(), kinds::routes(), single::routes()].into_iter().flatten().collect()
}

/// Whoever may change how the theme looks.
pub fn may_manage(request: &RestRequest) -> RestResult<()> {
    if request.actor.may(Capability::EditThemeOptions) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to manage widgets on this site.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_manage_widgets", message))
}
