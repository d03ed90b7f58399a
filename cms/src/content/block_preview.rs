//! What an editor shows of a block that only the server can render.

use std::sync::Arc;

use super::Renderer;
use crate::blocks::{Attributes, Visit};
use crate::posts::{self, Post};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// A block without inner blocks as HTML, as it would stand in `post` (WordPress's block renderer). For people who may edit
/// that post or, without one, any posts.
pub async fn block_preview(
    site: &Site,
    actor: &Actor,
    post: Option<Post>,
    name: &str,
    attributes: Attributes,
) -> Result<String> {
    let may = post
        .as_ref()
        .map_or_else(|| actor.may(Capability::EditPosts), |post| posts::permissions::may_edit(actor, post));
    if !may {
        return Err(Error::forbidden("block_cannot_read", "Sorry, you are not allowed to read blocks as this user."));
    }
    let mut renderer = Renderer::new(site, Visit { is_rest: true, signed_in: true, ..Visit::default() });
    renderer.block(post.map(Arc::new), name, attributes).await
}
