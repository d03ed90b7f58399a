//! `robots.txt`.

use crate::Site;

/// What robots are told, as WordPress's `do_robots` says it: the admin is no business of theirs, and where the
/// sitemap is. A site that is not public has no sitemap; its pages say `noindex` themselves.
pub fn robots(site: &Site) -> String {
    let mut text = String::from("User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n");
    if site.settings().flag("blog_public") {
        text.push_str(&format!("\nSitemap: {}/wp-sitemap.xml\n", site.url()));
    }
    text
}
