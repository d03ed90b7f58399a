//! The proof in a preview's address: whoever opens the text that was saved beside a post came from its editor.

use actix_web::http::header::{COOKIE, HeaderMap, HeaderValue};
use cms::{Error, Site, users};

use crate::cookies;
use crate::failure::Failure;
use crate::visitor::Visitor;

fn action(post_id: &str) -> String {
    format!("post_preview_{post_id}")
}

/// The proof for the session in this `Cookie` header; none without a session.
pub fn nonce(site: &Site, cookie: &str, post_id: i64) -> Option<String> {
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, HeaderValue::from_str(cookie).ok()?);
    let token = cookies::value(&headers, &cookies::name(cookies::SIGNED_IN, site))?;
    Some(users::nonces::make(&token, &action(&post_id.to_string()), site.host().now()))
}

/// Refuses an address with another session's proof, or with one that is older than a day (`_show_post_preview`).
pub fn check(site: &Site, visitor: &Visitor, query: &str) -> Result<(), Failure> {
    let of = |wanted: &str| {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
    };
    let (Some(post_id), Some(nonce)) = (of("preview_id"), of("preview_nonce")) else { return Ok(()) };
    if visitor.means(site, &action(&post_id), &nonce) {
        return Ok(());
    }
    Err(Error::forbidden("rest_cannot_read", "Sorry, you are not allowed to preview drafts.").into())
}
