//! WordPress's cookies: their names, and how they are read and written.

use std::borrow::Cow;

use actix_web::cookie::time::{Duration, OffsetDateTime};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{COOKIE, HeaderMap};
use cms::Site;
use md5::{Digest, Md5};
use percent_encoding::percent_decode_str;

/// Who signed in.
pub const SIGNED_IN: &str = "wordpress_logged_in_";
/// Which member of the site signed in.
pub const MEMBER: &str = "platen_member_";
/// Which password opens protected posts.
pub const POST_PASSWORD: &str = "wp-postpass_";
/// The key to a new password, of somebody who follows a letter.
pub const RESET_PASSWORD: &str = "wp-resetpass-";
/// Name of somebody who commented.
pub const COMMENT_AUTHOR: &str = "comment_author_";
/// Mail address of somebody who commented.
pub const COMMENT_EMAIL: &str = "comment_author_email_";
/// Website of somebody who commented.
pub const COMMENT_URL: &str = "comment_author_url_";
/// Set by the sign-in form to see whether the browser keeps cookies.
pub const TEST: &str = "wordpress_test_cookie";

/// The cookie's whole name on this site: WordPress appends the MD5 of the site's address.
pub fn name(prefix: &str, site: &Site) -> String {
    format!("{prefix}{}", hex::encode(Md5::digest(site.url())))
}

/// The decoded value of the cookie with this name.
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let found = pairs.filter(|(found, _)| *found == name).map(|(_, value)| value).next()?;
    Some(percent_decode_str(&plus_as_space(found)).decode_utf8_lossy().into_owned())
}

/// PHP writes a space in a cookie as a plus sign.
fn plus_as_space(value: &str) -> Cow<'_, str> {
    if value.contains('+') { Cow::Owned(value.replace('+', "%20")) } else { Cow::Borrowed(value) }
}

/// Whether any cookie makes the page one for this visitor alone.
pub fn are_personal(headers: &HeaderMap) -> bool {
    headers.get_all(COOKIE).any(|line| {
        let mut names = line.as_bytes().split(|&byte| byte == b';').map(<[u8]>::trim_ascii_start);
        names.any(|name: &[u8]| {
            // The other two of somebody who commented begin like the first.
            [SIGNED_IN, MEMBER, POST_PASSWORD, COMMENT_AUTHOR].iter().any(|prefix| name.starts_with(prefix.as_bytes()))
        })
    })
}

/// A cookie for the whole site; without `days` it ends with the browser's session. Scripts cannot read it, and other
/// sites' forms do not send it.
pub fn new(name: String, value: &str, days: Option<i64>, is_https: bool) -> Cookie<'static> {
    let encoded = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string();
    let mut cookie = Cookie::build(name, encoded).path("/").http_only(true).same_site(SameSite::Lax).finish();
    cookie.set_secure(is_https);
    if let Some(days) = days {
        cookie.set_max_age(Duration::days(days));
    }
    cookie
}

/// Tells the browser to drop the cookie.
pub fn removal(name: String, is_https: bool) -> Cookie<'static> {
    let mut cookie = new(name, " ", None, is_https);
    cookie.set_max_age(Duration::ZERO);
    cookie.set_expires(OffsetDateTime::UNIX_EPOCH);
    cookie
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn headers(cookie: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static(cookie));
        headers
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let headers = headers("a=1; wanted=two%20words+more; wanted2=x");
        assert_eq!(value(&headers, "wanted").as_deref(), Some("two words more"));
        assert_eq!(value(&headers, "want"), None);
    }

    #[test]
    fn only_cookies_that_change_pages_are_personal() {
        assert!(are_personal(&headers("a=1; wordpress_logged_in_0123=x")));
        assert!(are_personal(&headers("wp-postpass_0123=x")));
        assert!(are_personal(&headers("platen_member_0123=x")));
        assert!(are_personal(&headers("comment_author_email_0123=x")));
        assert!(!are_personal(&headers("wordpress_test_cookie=1; _ga=GA1.2")));
        assert!(!are_personal(&HeaderMap::new()));
    }
}
