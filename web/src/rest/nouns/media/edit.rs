//! Edits images: each edit is an attachment of its own.

use cms::library::{self, EditedFields};

use super::modifiers::edits;
use super::{change, create, item};
use crate::rest::error::RestResult;
use crate::rest::{RestError, RestRequest, RestResponse};

/// Who may edit the image that the path names: whoever may upload, and change it.
pub async fn may_edit(request: RestRequest) -> RestResult<()> {
    if !library::may_upload(&request.actor) {
        let message = "Sorry, you are not allowed to upload media on this site.";
        return Err(RestError::forbidden(&request.actor, "rest_cannot_edit_image", message));
    }
    change::may_change(request).await
}

/// Makes the edited image.
pub async fn edit(request: RestRequest) -> RestResult {
    let id = request.number("id").unwrap_or_default();
    let source = request.text("src").unwrap_or_default();
    let steps = edits(&request);
    if steps.is_empty() {
        let message = "The image was not edited. Edit the image before applying the changes.";
        return Err(RestError::new(400, "rest_image_not_edited", message));
    }
    let fields = EditedFields {
        title: change::raw(&request, "title"),
        caption: change::raw(&request, "caption"),
        description: change::raw(&request, "description"),
        alt: request.text("alt_text"),
        parent_id: request.number("post"),
    };
    let post = library::edit(&request.site, &request.actor, id, &source, &steps, fields).await?;
    create::sizes(&request, &post).await;
    let location = request.rest_url(&format!("wp/v2/media/{}", post.id));
    let (body, _) = item::one(&request, &post).await?;
    Ok(RestResponse::created(body, location).header("X-WP-Upload-Attachment-ID", post.id.to_string()))
}
