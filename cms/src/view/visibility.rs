//! Who may see a post at its address. What else may be done with it is [`posts::permissions`]' to say.

use crate::posts::{self, Post};
use crate::{Actor, Result, Site};

/// Whether `actor` may see the post at its address. Its password is another matter.
pub(super) async fn may_see(site: &Site, actor: &Actor, post: &Post) -> Result<bool> {
    Ok(match post.status.as_str() {
        "publish" | "private" | "draft" | "pending" | "future" => posts::permissions::may_read(actor, post),
        "inherit" if post.post_type == "attachment" => posts::is_readable(site, actor, post).await?,
        _ => false,
    })
}
