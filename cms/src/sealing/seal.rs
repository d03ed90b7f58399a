//! Sealing and opening: ChaCha20-Poly1305 (RFC 8439), a new nonce each time, bound to what the text is for.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::key;
use crate::{Error, Host, Result};

/// Sealed with the database's key alone.
const BY_DATABASE: &str = "sealed1:";
/// Sealed with the configured key too.
const BY_BOTH: &str = "sealed2:";

/// The text sealed for `purpose`: it opens for the same purpose alone, so that no row's text opens in another's place.
pub async fn seal(host: &Host, purpose: &str, text: &str) -> Result<String> {
    let with_configured = key::configured(host).is_some();
    let cipher = cipher(key::derived(host, with_configured).await?)?;
    let nonce = nonce_from(&platform::secrets::random_hex(NONCE_LEN))?;
    let mut sealed = text.as_bytes().to_vec();
    let bound = Aad::from(purpose.as_bytes());
    let for_use = Nonce::assume_unique_for_key(nonce);
    cipher.seal_in_place_append_tag(for_use, bound, &mut sealed).map_err(|_| broken())?;
    let mark = if with_configured { BY_BOTH } else { BY_DATABASE };
    Ok(format!("{mark}{}", BASE64.encode([nonce.as_slice(), &sealed].concat())))
}

/// What was sealed for `purpose`. A text that was never sealed is given as it stands.
pub async fn open(host: &Host, purpose: &str, text: &str) -> Result<String> {
    let (with_configured, encoded) = match (text.strip_prefix(BY_BOTH), text.strip_prefix(BY_DATABASE)) {
        (Some(encoded), _) => (true, encoded),
        (_, Some(encoded)) => (false, encoded),
        _ => return Ok(text.to_owned()),
    };
    let mut sealed = BASE64.decode(encoded).map_err(|_| broken())?;
    let nonce: [u8; NONCE_LEN] = sealed.get(..NONCE_LEN).and_then(|nonce| nonce.try_into().ok()).ok_or_else(broken)?;
    let cipher = cipher(key::derived(host, with_configured).await?)?;
    let bound = Aad::from(purpose.as_bytes());
    let for_use = Nonce::assume_unique_for_key(nonce);
    let opened = cipher.open_within(for_use, bound, &mut sealed, NONCE_LEN..).map_err(|_| broken())?;
    String::from_utf8(opened.to_vec()).map_err(|_| broken())
}

/// Whether the text is sealed with all that is there to seal it.
pub fn is_sealed(host: &Host, text: &str) -> bool {
    text.starts_with(BY_BOTH) || text.starts_with(BY_DATABASE) && key::configured(host).is_none()
}

fn cipher(key: [u8; 32]) -> Result<LessSafeKey> {
    Ok(LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).map_err(|_| broken())?))
}

fn nonce_from(hexadecimal: &str) -> Result<[u8; NONCE_LEN]> {
    hex::decode(hexadecimal).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(broken)
}

fn broken() -> Error {
    Error::Internal("a sealed text does not open: is secret_key the one that it was sealed with?".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[tokio::test]
    async fn a_sealed_text_opens_for_its_purpose_alone() {
        let (_folder, site) = fixture::site().await;
        let host = site.host();
        let sealed = seal(host, "second-factor:1", "JBSWY3DP").await.unwrap();
        assert!(is_sealed(host, &sealed) && !sealed.contains("JBSWY3DP"), "{sealed}");
        assert_ne!(sealed, seal(host, "second-factor:1", "JBSWY3DP").await.unwrap(), "each has a nonce of its own");
        assert_eq!(open(host, "second-factor:1", &sealed).await.unwrap(), "JBSWY3DP");
        assert!(open(host, "second-factor:2", &sealed).await.is_err());
        let tampered = format!("{}A", &sealed[..sealed.len() - 1]);
        assert!(tampered == sealed || open(host, "second-factor:1", &tampered).await.is_err());
        assert_eq!(open(host, "second-factor:1", "never sealed").await.unwrap(), "never sealed");
    }
}
