//! Makes terms.

use cms::terms::{self, permissions};

use super::{Kind, read, write};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may make a term: where terms have no tree, whoever may give them to posts.
pub async fn may_create(request: RestRequest, kind: Kind) -> RestResult<()> {
    let needed = if kind.hierarchical { permissions::to_edit(kind.name) } else { permissions::to_assign(kind.name) };
    if request.actor.may(needed) {
        return Ok(());
    }
    let message = "Sorry, you are not allowed to create terms in this taxonomy.";
    Err(RestError::forbidden(&request.actor, "rest_cannot_create", message))
}

/// `POST` on a collection: 201, the address of the new term, and the term as an editor sees it.
pub async fn create(mut request: RestRequest, kind: Kind) -> RestResult {
    let fields = write::fields(&request, kind).await?;
    let term = match terms::create(&request.site, &request.actor, kind.name, fields).await {
        Ok(term) => term,
        Err(error) => return write::refused(&request, kind, error).await,
    };
    write::menu_switches(&mut request, kind, term.id).await?;
    request.set("context", "edit".into());
    let location = request.rest_url(&format!("wp/v2/{}/{}", kind.base, term.id));
    Ok(RestResponse::created(read::shown(&request, kind, &term).await?, location).allowed_in("edit"))
}
