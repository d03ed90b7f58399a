//! Feeds of comments: of the whole site, of one post, or of nothing.

use super::channel::Channel;
use super::{Document, Kind, atom, comment_items, post_items, rss2};
use crate::posts::Post;
use crate::{CacheTag, Result, Site, comments as all_comments};

/// Whose comments a feed has.
#[derive(Clone, Copy, Debug)]
pub enum Comments<'a> {
    /// The newest of the site.
    OfSite,
    /// Those under one post, which stands at the address.
    OfPost(&'a Post, &'a str),
    /// Of an address that leads nowhere: WordPress answers with an empty channel.
    OfNothing,
}

/// The feed of comments found at `self_url`. RDF and RSS 0.92 have none; they get RSS 2.0, as in WordPress.
pub async fn comments(site: &Site, kind: Kind, of: Comments<'_>, self_url: &str) -> Result<Document> {
    let how_many = site.settings().number("posts_per_rss").max(1).unsigned_abs();
    let found = match of {
        Comments::OfSite => all_comments::newest_shown(site, how_many).await?,
        Comments::OfPost(post, _) => newest_under(site, post, how_many).await?,
        Comments::OfNothing => Vec::new(),
    };
    let items = comment_items::load(site, &found, matches!(of, Comments::OfSite)).await?;
    let last_post = post_items::last_modified(site).await?;
    let last_modified = found.iter().map(|comment| comment.date_gmt).max().map_or(last_post, |at| at.max(last_post));
    let words = site.settings().words();
    let mut channel = Channel::new(site, &title(site, of), self_url, last_modified);
    if let Comments::OfPost(post, link) = of {
        channel.title = words.fill("Comments on: %s", &[&post_items::title(site, post)]);
        channel.link = link.to_owned();
    }
    let (kind, body) = match kind {
        Kind::Atom => (Kind::Atom, atom::comments(&channel, &items)),
        _ => (Kind::Rss2, rss2::comments(&channel, &items)),
    };
    Ok(Document {
        content_type: format!("{}; charset=UTF-8", kind.content_type()),
        body,
        last_modified,
        tags: tags(of),
    })
}

async fn newest_under(site: &Site, post: &Post, how_many: u64) -> Result<Vec<all_comments::Comment>> {
    let mut found = all_comments::shown_under(site, post.id).await?;
    found.reverse();
    found.truncate(usize::try_from(how_many).unwrap_or(usize::MAX));
    Ok(found)
}

fn title(site: &Site, of: Comments<'_>) -> String {
    let words = site.settings().words();
    match of {
        Comments::OfSite => words.fill("Comments for %s", &[&site.settings().blogname()]),
        _ => words.fill("Comments on: %s", &[&""]),
    }
}

fn tags(of: Comments<'_>) -> Vec<CacheTag> {
    let mut tags = vec![CacheTag::Settings, CacheTag::Posts("post".into())];
    match of {
        Comments::OfSite | Comments::OfNothing => tags.push(CacheTag::AllComments),
        Comments::OfPost(post, _) => tags.extend([CacheTag::Post(post.id), CacheTag::Comments(post.id)]),
    }
    tags
}
