//! Stripe's signatures (scheme `v1`): `Stripe-Signature: t=<seconds>,v1=<HMAC-SHA256 of "t.body" in hexadecimal>`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// A message may be so old, or so far ahead, by our clock: Stripe's own default. After that a copy of it is worthless.
pub const TOLERANCE_SECONDS: i64 = 300;

/// Why a message is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// There is no signature that could be checked.
    #[error("the message is not signed")]
    Missing,
    /// It was signed by somebody else, or changed on its way.
    #[error("the signature is wrong")]
    Wrong,
    /// It is a copy of an old one, or a clock is wrong.
    #[error("the message is too old")]
    OutOfTime,
}

/// Checks the header of a message that came at `now` (seconds since 1970). Any one of several `v1` signatures will do:
/// there are two while a secret is being changed.
pub fn verify(secret: &str, header: &str, body: &[u8], now: i64) -> Result<(), SignatureError> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let time = parts().find(|(name, _)| *name == "t").map(|(_, value)| value).ok_or(SignatureError::Missing)?;
    let seconds: i64 = time.parse().map_err(|_| SignatureError::Missing)?;
    if secret.is_empty() || !parts().any(|(name, _)| name == "v1") {
        return Err(SignatureError::Missing);
    }
    let expected = digest(secret, time, body);
    let fits = |given: &str| bool::from(given.as_bytes().ct_eq(expected.as_bytes()));
    if !parts().filter(|(name, _)| *name == "v1").any(|(_, given)| fits(given)) {
        return Err(SignatureError::Wrong);
    }
    if seconds.abs_diff(now) > TOLERANCE_SECONDS.unsigned_abs() {
        return Err(SignatureError::OutOfTime);
    }
    Ok(())
}

/// The header for a message, as the provider writes it.
pub fn sign(secret: &str, body: &[u8], now: i64) -> String {
    format!("t={now},v1={}", digest(secret, &now.to_string(), body))
}

fn digest(secret: &str, time: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_fits_its_own_message_alone() {
        let header = sign("whsec_a", b"{}", 1_800_000_000);
        assert_eq!(verify("whsec_a", &header, b"{}", 1_800_000_010), Ok(()));
        assert_eq!(verify("whsec_a", &header, b"{ }", 1_800_000_010), Err(SignatureError::Wrong));
        assert_eq!(verify("whsec_b", &header, b"{}", 1_800_000_010), Err(SignatureError::Wrong));
        let moved = header.replace("t=1800000000", "t=1800000009");
        assert_eq!(verify("whsec_a", &moved, b"{}", 1_800_000_010), Err(SignatureError::Wrong));
    }

    #[test]
    fn an_old_message_and_one_from_the_future_are_refused() {
        let header = sign("whsec_a", b"{}", 1_800_000_000);
        assert_eq!(verify("whsec_a", &header, b"{}", 1_800_000_301), Err(SignatureError::OutOfTime));
        assert_eq!(verify("whsec_a", &header, b"{}", 1_799_999_699), Err(SignatureError::OutOfTime));
    }

    #[test]
    fn a_message_without_a_secret_or_a_signature_is_not_believed() {
        for header in ["", "t=1", "v1=aa", "t=x,v1=aa", "t=1,v0=aa"] {
            assert_eq!(verify("whsec_a", header, b"{}", 1), Err(SignatureError::Missing), "{header}");
        }
        assert_eq!(verify("", &sign("", b"{}", 1), b"{}", 1), Err(SignatureError::Missing));
    }

    #[test]
    fn the_older_of_two_secrets_still_counts() {
        let (new, old) = (sign("whsec_new", b"{}", 9), sign("whsec_old", b"{}", 9));
        let both = format!("{new},{}", old.split_once(',').unwrap().1);
        assert_eq!(verify("whsec_old", &both, b"{}", 9), Ok(()));
    }
}
