//! Addresses of later pages: of a list, of a post, of its comments.

use super::Permalinks;
use crate::Site;

/// The archive of the author with this nicename, for a site whose addresses are words (`get_author_posts_url`).
pub fn author(site: &Site, nicename: &str) -> String {
    let links = Permalinks::new(site.settings());
    links.under_home(&links.slashed(&format!("{}author/{nicename}", links.front())))
}

/// The feed of what stands at `address`; `kind` is empty for RSS 2, or `atom`, ….
pub fn feed_of(site: &Site, address: &str, kind: &str) -> String {
    Permalinks::new(site.settings()).feed_of(address, if kind.is_empty() { "rss2" } else { kind })
}

/// Page `number` of the list at `address` (`get_pagenum_link`). The query string, if there is one, is kept.
pub fn list_page_url(links: &Permalinks, address: &str, number: u64) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if !links.is_pretty() {
        return plain(address, "paged", number);
    }
    let path = if number > 1 {
        links.slashed(&format!("{}/page/{number}", path.trim_end_matches('/')))
    } else {
        path.to_owned()
    };
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// Page `number` of the post at `address` (`_wp_link_page`).
pub fn post_page_url(links: &Permalinks, address: &str, number: u64, is_front_page: bool) -> String {
    if number <= 1 {
        return address.to_owned();
    }
    if !links.is_pretty() || address.contains('?') {
        return plain(address, "page", number);
    }
    let base = address.trim_end_matches('/');
    let page = if is_front_page { format!("{base}/page/{number}") } else { format!("{base}/{number}") };
    links.slashed(&page)
}

/// Page `number` of the comments of the post at `address` (`get_comments_pagenum_link`), without the anchor.
pub fn comment_page_url(links: &Permalinks, address: &str, number: u64) -> String {
    if !links.is_pretty() || address.contains('?') {
        return plain(address, "cpage", number);
    }
    links.slashed(&format!("{}/comment-page-{number}", address.trim_end_matches('/')))
}

fn plain(address: &str, variable: &str, number: u64) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{variable}={number}")
}
