//! Which addresses are the site's own.

use std::borrow::Cow;

use super::kses::is_allowed_protocol;
use super::urls::UrlParts;

/// WordPress's `wp_is_internal_link`: an address with a scheme whose host is that of the site's home.
pub fn is_internal_link(link: &str, home_url: &str) -> bool {
    let link = UrlParts::of(link);
    let host = |parts: &UrlParts<'_>| parts.host.map(str::to_ascii_lowercase);
    link.scheme.is_some_and(|scheme| is_allowed_protocol(&scheme.to_ascii_lowercase()))
        && host(&link) == host(&UrlParts::of(home_url))
}

/// WordPress's `wp_replace_insecure_home_url`: the site's own address with `http:` becomes `https:`, for a site that moved.
///
/// `moved_to_https` is WordPress's `https_migration_required` together with a home address on https.
pub fn replace_insecure_home_url<'a>(content: &'a str, home_url: &str, moved_to_https: bool) -> Cow<'a, str> {
    let Some(address) = home_url.strip_prefix("https://").filter(|_| moved_to_https) else {
        return Cow::Borrowed(content);
    };
    let insecure = format!("http://{address}");
    let escaped = |url: &str| url.replace('/', "\\/");
    let content = content.replace(&insecure, home_url);
    Cow::Owned(content.replace(&escaped(&insecure), &escaped(home_url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_internal_by_its_host() {
        assert!(is_internal_link("https://Example.com/a", "http://example.com"));
        assert!(!is_internal_link("https://example.org/", "http://example.com"));
        assert!(!is_internal_link("/a", "http://example.com"));
    }

    #[test]
    fn only_a_site_that_moved_is_rewritten() {
        let content = "http://a.b/x http:\\/\\/a.b\\/y http://c.d/";
        assert_eq!(replace_insecure_home_url(content, "https://a.b", false), content);
        assert_eq!(
            replace_insecure_home_url(content, "https://a.b", true),
            "https://a.b/x https:\\/\\/a.b\\/y http://c.d/"
        );
    }
}
