//! Who may have a file: what hangs on a post that is not for everybody is not either.

use super::on_demand::attachment_of;
use crate::media::Media;
use crate::posts::{self, Post, Reader, access, showing};
use crate::users::Capability;
use crate::{Actor, CacheTag, Result, Site};

/// The option that leaves the files of posts open which visitors may not read, with a 0, as WordPress does. An attachment
/// that is private itself is always guarded.
const OPTION: &str = "platen_private_media";
/// Options that name pictures which stand on every page.
const EVERYWHERE: [&str; 2] = ["site_logo", "site_icon"];

/// A file's attachment, and the post that it hangs on where that is not for everybody.
#[derive(Clone, Debug, Default)]
struct Guarded {
    attachment: Option<Post>,
    parent: Option<Post>,
}

impl Guarded {
    fn may(&self, actor: &Actor, reader: &Reader) -> bool {
        let is_staff = actor.may(Capability::EditPosts);
        let may_see = |post: &Post| posts::permissions::may_read(actor, post);
        let may_read = |post: &Post| may_see(post) && (is_staff || access::may_read(post, reader));
        self.attachment.as_ref().is_none_or(may_see) && self.parent.as_ref().is_none_or(may_read)
    }
}

/// Whether whoever asks may have the file. Also tells whether everybody may, and so whether others may keep it.
pub async fn may_read_file(site: &Site, actor: &Actor, reader: &Reader, file: &str) -> Result<(bool, bool)> {
    let guarded = site.host().objects().get_or_load(site.id(), format!("file:{file}"), load(site, file)).await?;
    Ok((guarded.may(actor, reader), guarded.may(&Actor::Visitor, &Reader::Stranger)))
}

async fn load(site: &Site, file: &str) -> Result<(Guarded, Vec<CacheTag>)> {
    let mut tags = vec![CacheTag::Posts("attachment".into()), CacheTag::Settings];
    let Some(media) = attachment_of(site, file).await? else { return Ok((Guarded::default(), tags)) };
    tags.push(CacheTag::Post(media.post_id));
    let attachment = posts::by_id(site, media.post_id).await?;
    let parent_id = attachment.as_ref().map_or(0, |post| post.parent_id);
    if parent_id <= 0 || is_off(site) {
        return Ok((Guarded { attachment, parent: None }, tags));
    }
    tags.push(CacheTag::Post(parent_id));
    let parent = posts::by_id(site, parent_id).await?;
    let is_open = Guarded { attachment: None, parent: parent.clone() }.may(&Actor::Visitor, &Reader::Stranger);
    if is_open {
        return Ok((Guarded { attachment, parent }, tags));
    }
    // Any post may come to show it, or show it no longer.
    tags.extend(posts::types(site.settings()).iter().map(|kind| CacheTag::Posts(kind.name.clone())));
    let parent = if is_shown_elsewhere(site, &media).await? { None } else { parent };
    Ok((Guarded { attachment, parent }, tags))
}

fn is_off(site: &Site) -> bool {
    let settings = site.settings();
    !settings.text(OPTION).is_empty() && !settings.flag(OPTION)
}

/// A picture may stand in several posts: what everybody sees anyway is nobody's secret.
async fn is_shown_elsewhere(site: &Site, media: &Media) -> Result<bool> {
    if EVERYWHERE.iter().any(|option| site.settings().number(option) == media.post_id) {
        return Ok(true);
    }
    showing::is_shown_openly(site, media.post_id, &media.original()).await
}
