//! The name of one request: in its log lines, in the answer's header, and on every page that says something went wrong.

use std::future::Future;

use actix_web::dev::RequestHead;

use crate::origin::TrustedProxies;

const HEADER: &str = "x-request-id";
const LONGEST: usize = 64;

tokio::task_local! {
    static CURRENT: String;
}

/// The name that a trusted balancer gave the request, or a new one.
pub fn of(head: &RequestHead, trusted: &TrustedProxies) -> String {
    let given = head.headers.get(HEADER).and_then(|value| value.to_str().ok());
    match given.filter(|given| is_plain(given) && trusted.sent(head)) {
        Some(given) => given.to_owned(),
        None => uuid::Uuid::new_v4().simple().to_string(),
    }
}

fn is_plain(given: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
    (1..=LONGEST).contains(&given.len()) && given.bytes().all(is_plain)
}

/// Runs `work` as the request of this name.
pub async fn within<F: Future>(id: String, work: F) -> F::Output {
    CURRENT.scope(id, work).await
}

/// The name of the request that is being answered; empty outside of one.
pub fn current() -> String {
    CURRENT.try_with(String::clone).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn only_a_trusted_balancer_names_requests() {
        let trusted = TrustedProxies::parse("10.0.0.1");
        let named = |peer: &str, name: &'static str| {
            let request = TestRequest::get().peer_addr(peer.parse().unwrap()).insert_header((HEADER, name));
            of(request.to_srv_request().head(), &trusted)
        };
        assert_eq!(named("10.0.0.1:80", "abc-1"), "abc-1");
        assert_ne!(named("10.0.0.2:80", "abc-1"), "abc-1");
        assert_ne!(named("10.0.0.1:80", "<b>"), "<b>");
    }
}
