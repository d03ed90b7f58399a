//! What the owner of a browser may read as a member.

use actix_web::http::header::HeaderMap;
use cms::posts::Reader;
use cms::{Site, members};

use crate::cookies;
use crate::failure::Failure;
use crate::front::Front;

/// The reader whose request has these headers. Whoever has no session is a stranger, and gets the page that is kept.
pub async fn reader_of(front: &Front, site: &Site, headers: &HeaderMap) -> Result<Reader, Failure> {
    let token = cookies::value(headers, &cookies::name(cookies::MEMBER, site)).filter(|token| token.len() <= 128);
    let Some(token) = token.filter(|token| !token.is_empty()) else { return Ok(Reader::Stranger) };
    let site = site.clone();
    let reader = front.run(async move {
        match members::member_of(&site, &token).await? {
            Some(member) => members::reader(&site, &member).await,
            None => Ok(Reader::Stranger),
        }
    });
    Ok(reader.await?)
}
