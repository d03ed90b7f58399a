//! Who may have a file: what hangs on a post that is not for everybody is not either.

use super::on_demand::image_of;
use crate::posts::{self, Post};
use crate::{Actor, CacheTag, Result, Site};

/// The option that guards the files of posts which visitors may not read. WordPress guards none, and a picture may stand
/// in several posts, so it is off at first; an attachment that is private itself is always guarded.
const OPTION: &str = "platen_private_media";

/// A file's attachment, and the post that it hangs on.
#[derive(Clone, Debug, Default)]
struct Guarded {
    posts: Vec<Post>,
}

/// Whether `actor` may have the file. Also tells whether everybody may, and so whether others may keep it.
pub async fn may_read_file(site: &Site, actor: &Actor, file: &str) -> Result<(bool, bool)> {
    let guarded = site.host().objects().get_or_load(site.id(), format!("file:{file}"), load(site, file)).await?;
    let may = |actor: &Actor| guarded.posts.iter().all(|post| posts::permissions::may_read(actor, post));
    Ok((may(actor), may(&Actor::Visitor)))
}

async fn load(site: &Site, file: &str) -> Result<(Guarded, Vec<CacheTag>)> {
    let mut tags = vec![CacheTag::Posts("attachment".into()), CacheTag::Settings];
    let Some(media) = image_of(site, file).await? else { return Ok((Guarded::default(), tags)) };
    tags.push(CacheTag::Post(media.post_id));
    let attachment = posts::by_id(site, media.post_id).await?;
    let parent_id = attachment.as_ref().map_or(0, |post| post.parent_id);
    let mut guards: Vec<Post> = attachment.into_iter().collect();
    if parent_id > 0 && site.settings().flag(OPTION) {
        tags.push(CacheTag::Post(parent_id));
        guards.extend(posts::by_id(site, parent_id).await?);
    }
    Ok((Guarded { posts: guards }, tags))
}
