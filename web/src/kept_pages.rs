//! Pages that are ready to be sent: the shortest way through the host.

use std::time::Instant;

use actix_web::HttpResponse;
use actix_web::dev::RequestHead;
use actix_web::http::{Method, header};

use crate::cookies;
use crate::front::Front;
use crate::origin::requested_host;
use crate::output::{CacheState, Found, PageCache, has_tracking, respond};

/// The answer to this request, if memory has it and may give it to whoever asks. While nobody can tell whether pages
/// are still true, since the database is away, what was seen before is given, marked as stale.
pub fn answer(front: &Front, head: &RequestHead) -> Option<HttpResponse> {
    if !front.pages().is_on() || !may_be_shared(head) {
        return None;
    }
    let begun = Instant::now();
    let host = requested_host(head, front.trusted());
    let query = head.uri.query().unwrap_or_default();
    let key = PageCache::key(&host, head.uri.path(), query);
    let (page, state) = match front.pages().find(&key) {
        Found::Fresh(page) => (page, CacheState::Hit),
        Found::Stale(page) if !front.has_database() => (page, CacheState::Stale),
        _ => return None,
    };
    // Where a link leads on, what its sender wants counted must not get lost.
    if page.is_redirect() && has_tracking(query) {
        return None;
    }
    let response = respond(&page, head, state, front.host().clock().now());
    front.meters().page(state);
    if let Some(site) = page.read_on() {
        front.visits().count(site, head);
    }
    front.meters().kept_page_took(begun.elapsed());
    Some(response)
}

/// Whether the request asks for what everybody gets.
pub fn may_be_shared(head: &RequestHead) -> bool {
    (head.method == Method::GET || head.method == Method::HEAD)
        && !head.headers.contains_key(header::AUTHORIZATION)
        && !(head.headers.contains_key(header::COOKIE) && cookies::are_personal(&head.headers))
}
