//! `robots.txt`.

use crate::Site;

/// What robots are told, as WordPress's `do_robots` says it: the admin is no business of theirs, and where the
/// sitemap is. A clone in an environment shuts them out. A site that is not public has no sitemap; its pages say `noindex` themselves.
pub fn robots(site: &Site) -> String {
    if crate::sites::is_in_environment(site) {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let mut text = String::from("User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n");
    if site.settings().flag("blog_public") {
        text.push_str(&format!("\nSitemap: {}/wp-sitemap.xml\n", site.url()));
    }
    text
}
