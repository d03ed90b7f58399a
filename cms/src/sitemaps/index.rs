//! The index of a site's sitemaps.

use super::pages;
use super::write::{Entry, document};
use crate::{CacheTag, Result, Site};

/// `wp-sitemap.xml`: every sitemap that has something in it. `None` where the site asks not to be indexed.
pub async fn index(site: &Site) -> Result<Option<(String, Vec<CacheTag>)>> {
    if !site.settings().flag("blog_public") {
        return Ok(None);
    }
    let mut entries = Vec::new();
    for (name, count) in pages::counts(site).await? {
        for number in 1..=count.div_ceil(pages::PER_SITEMAP) {
            entries.push(Entry { address: format!("{}/wp-sitemap-{name}-{number}.xml", site.url()), changed: None });
        }
    }
    let stylesheet = format!("{}/wp-sitemap-index.xsl", site.url());
    Ok(Some((document(&stylesheet, "sitemapindex", "sitemap", &entries), pages::all_tags())))
}
