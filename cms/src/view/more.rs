//! A handful of posts to go on with.

use std::sync::Arc;

use super::context::PostTeaser;
use super::dates::Dates;
use super::lists;
use crate::posts::{self, Post, PublishedPosts};
use crate::{CacheTag, Result, Site, content, permalinks};

/// How many of the latest posts there are.
const LATEST: u64 = 4;

/// The posts that stay on top, then the latest. Kept until a post changes.
pub(super) async fn posts(site: &Site) -> Result<Arc<Vec<PostTeaser>>> {
    let load = async {
        let mut rows = posts::by_ids(site, &lists::sticky_ids(site).await?).await?;
        let latest = PublishedPosts::newest(site, "post", LATEST).await?;
        let on_top: Vec<i64> = rows.iter().map(|post| post.id).collect();
        rows.extend(latest.into_iter().filter(|post| !on_top.contains(&post.id)));
        let mut links = permalinks::of_posts(site, &rows.iter().collect::<Vec<_>>()).await?;
        let dates = Dates::new(site.settings());
        let teaser = |post: &Post| PostTeaser {
            id: post.id,
            title: content::title(site, post),
            url: links.remove(&post.id).unwrap_or_default(),
            date: dates.date(post.date),
            date_iso: dates.iso(post.date),
        };
        let teasers: Vec<PostTeaser> = rows.iter().map(teaser).collect();
        let mut tags = vec![CacheTag::Posts("post".to_owned()), CacheTag::Settings];
        tags.extend(teasers.iter().map(|teaser| CacheTag::Post(teaser.id)));
        Ok((teasers, tags))
    };
    site.host().objects().get_or_load(site.id(), "more posts", load).await
}
