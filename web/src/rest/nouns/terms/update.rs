//! Changes terms.

use cms::terms::{self, permissions};

use super::{Kind, read, write};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may change the term that the path names.
pub async fn may_update(request: RestRequest, kind: Kind) -> RestResult<()> {
    read::find(&request, kind).await?;
    if request.actor.may(permissions::to_edit(kind.name)) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to edit this term.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_update", message))
}

/// `POST`, `PUT` and `PATCH` on a term; what is not named stays.
pub async fn update(mut request: RestRequest, kind: Kind) -> RestResult {
    let term = read::find(&request, kind).await?;
    let fields = write::fields(&request, kind).await?;
    let term = match terms::update(&request.site, &request.actor, kind.name, term.id, fields).await {
        Ok(term) => term,
        Err(error) => return write::refused(&request, kind, error).await,
    };
    write::menu_switches(&mut request, kind, term.id).await?;
    request.set("context", "edit".into());
    Ok(RestResponse::ok(read::shown(&request, kind, &term).await?).allowed_in("edit"))
}
