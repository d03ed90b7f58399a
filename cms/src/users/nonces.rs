//! Short proofs that a request was meant by whoever is signed in (WordPress's `wp_create_nonce`). The key is the
//! session's own token, which no other site's page can know.

use chrono::NaiveDateTime;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// A nonce lives through the tick that made it and the next: 12 to 24 hours.
const TICK_SECONDS: i64 = 12 * 60 * 60;

/// A proof for `action` by the session with this token.
pub fn make(token: &str, action: &str, now: NaiveDateTime) -> String {
    at_tick(token, action, tick(now))
}

/// Whether `nonce` was made for `action` by the same session, at most a day ago.
pub fn verify(token: &str, action: &str, nonce: &str, now: NaiveDateTime) -> bool {
    let tick = tick(now);
    [tick, tick - 1].into_iter().any(|tick| at_tick(token, action, tick).as_bytes().ct_eq(nonce.as_bytes()).into())
}

fn tick(now: NaiveDateTime) -> i64 {
    now.and_utc().timestamp().div_euclid(TICK_SECONDS)
}

fn at_tick(token: &str, action: &str, tick: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(token.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{tick}|{action}").as_bytes());
    // Ten digits, as WordPress's are.
    hex::encode(&mac.finalize().into_bytes()[..5])
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn a_nonce_is_good_for_its_session_and_action_and_a_day() {
        let now = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc();
        let nonce = make("token", "wp_rest", now);
        assert_eq!(nonce.len(), 10);
        assert!(verify("token", "wp_rest", &nonce, now + Duration::hours(11)));
        assert!(!verify("token", "wp_rest", &nonce, now + Duration::hours(25)));
        assert!(!verify("token", "log-out", &nonce, now));
        assert!(!verify("other", "wp_rest", &nonce, now));
        assert!(!verify("token", "wp_rest", "", now));
    }
}
