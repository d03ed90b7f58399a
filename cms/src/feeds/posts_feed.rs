//! A feed of posts, in any of the four formats.

use super::channel::Channel;
use super::post_items::{self, Item};
use super::{Document, Kind, atom, rdf, rss2, rss092};
use crate::posts::Post;
use crate::{CacheTag, Result, Site};

/// The feed of `posts` under `title` (plain text, such as "News – Example"), found at `self_url`.
pub async fn posts(site: &Site, kind: Kind, title: &str, self_url: &str, posts: &[Post]) -> Result<Document> {
    let items = post_items::load(site, posts).await?;
    let last_modified = post_items::last_modified(site).await?;
    let updated = posts.iter().map(|post| post.modified_gmt).max().unwrap_or(last_modified);
    let channel = Channel::new(site, title, self_url, updated);
    let body = match kind {
        Kind::Rss2 => rss2::posts(&channel, &items),
        Kind::Atom => atom::posts(&channel, &items),
        Kind::Rdf => rdf::posts(&channel, &items),
        Kind::Rss092 => rss092::posts(&channel, &items),
    };
    Ok(Document {
        content_type: format!("{}; charset=UTF-8", kind.content_type()),
        body,
        last_modified,
        tags: tags(&items),
    })
}

fn tags(items: &[Item]) -> Vec<CacheTag> {
    let mut tags = vec![CacheTag::Settings, CacheTag::Posts("post".into()), CacheTag::Terms("category".into())];
    tags.extend(items.iter().map(|item| CacheTag::Post(item.id)));
    tags.extend(items.iter().flat_map(|item| item.tags.iter().cloned()));
    tags
}
