//! The person that `user_id` in a path names: a number, or `me`.

use cms::users::{self, Model};

use super::access::find;
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest};

/// The account.
pub async fn person(request: &RestRequest) -> RestResult<Model> {
    if request.text("user_id").as_deref() != Some("me") {
        return Ok(find(request, "user_id").await?.0);
    }
    let not_signed_in = || RestError::new(401, "rest_not_logged_in", "You are not currently logged in.");
    request.actor.user().cloned().ok_or_else(not_signed_in)
}

/// For whoever may change the account.
pub async fn may_edit(request: &RestRequest) -> RestResult<()> {
    let user = person(request).await?;
    if users::may_edit(&request.site, &request.actor, &user).await? {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to edit this user.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_edit", message))
}
