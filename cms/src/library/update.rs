//! Changes what is said of an attachment.

use super::permissions;
use super::upload::ALT;
use crate::formatting::sanitize_text_field;
use crate::posts::{self, Post, PostFields};
use crate::{Actor, Error, Result, Site};

/// What is to be written of an attachment.
#[derive(Clone, Debug, Default)]
pub struct AttachmentFields {
    /// Title, caption (as the excerpt), description (as the content), parent and the rest.
    pub fields: PostFields,
    /// The text for those who do not see it; empty for none.
    pub alt: Option<String>,
}

/// Writes it. What it hangs on from now on must be able to carry something.
pub async fn update(site: &Site, actor: &Actor, id: i64, new: AttachmentFields) -> Result<Post> {
    permissions::require_edit(site, actor, id).await?;
    if let Some(parent) = new.fields.parent_id.filter(|parent| *parent > 0)
        && let Some(post) = posts::by_id(site, parent).await?
        && matches!(post.post_type.as_str(), "revision" | "attachment")
    {
        return Err(Error::invalid("rest_invalid_param", "Invalid parent type."));
    }
    let mut fields = new.fields;
    if let Some(alt) = new.alt {
        fields.meta.push((ALT.to_owned(), Some(sanitize_text_field(&alt))));
    }
    posts::update(site, actor, id, fields).await
}
