//! The comment that the blocks around are about.

use super::Call;
use crate::blocks::context::BlockRenderer;
use crate::comments::{self, Comment};
use crate::formatting::esc_html;
use crate::{CacheTag, Result, users};

/// Loads it.
pub async fn load(renderer: &mut BlockRenderer, call: &Call<'_>) -> Result<Option<Comment>> {
    let Some(id) = call.values.number("commentId") else { return Ok(None) };
    let comment = comments::by_id(&renderer.site, id).await?;
    if let Some(comment) = &comment {
        renderer.read(CacheTag::Comments(comment.post_id));
    }
    Ok(comment)
}

/// The mail address that the picture is made from.
pub async fn email(renderer: &BlockRenderer, comment: &Comment) -> Result<String> {
    let user = match comment.user_id {
        0 => None,
        id => users::by_id(renderer.site.host(), id).await?,
    };
    Ok(user.map_or_else(|| comment.author_email.clone(), |user| user.email))
}

/// The name as it is shown, WordPress's `get_comment_author` with its filters.
pub async fn author(renderer: &BlockRenderer, comment: &Comment) -> Result<String> {
    if !comment.author_name.is_empty() {
        return Ok(esc_html(&comment.author_name).into_owned());
    }
    let user = match comment.user_id {
        0 => None,
        id => users::by_id(renderer.site.host(), id).await?,
    };
    Ok(user
        .map_or_else(|| renderer.words().say("Anonymous").to_owned(), |user| esc_html(&user.display_name).into_owned()))
}

/// A comment's website; none for an empty or unfinished address.
pub fn website(comment: &Comment) -> Option<&str> {
    let address = comment.author_url.trim();
    (!address.is_empty() && !matches!(address, "http://" | "https://")).then_some(address)
}
