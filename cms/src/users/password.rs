//! Passwords: Argon2id for our own; WordPress's hashes are accepted as they were imported.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha2::Sha384;
use subtle::ConstantTimeEq;

use crate::{Error, Result};

/// Hashes a password for keeping (Argon2id, PHC string). Takes tens of milliseconds: call it off the async threads.
pub fn hash(password: &str) -> Result<String> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|hash| hash.to_string()).map_err(|error| Error::Internal(format!("password not hashed: {error}")))
}

/// Whether `password` is the one that `stored` was made from. Knows Argon2id, WordPress's `$wp$2y$` and plain bcrypt,
/// phpass (`$P$`, `$H$`) and the bare MD5 of its first years. An empty or unknown hash matches nothing.
pub fn verify(password: &str, stored: &str) -> bool {
    if stored.starts_with("$argon2") {
        let parsed = PasswordHash::new(stored);
        return parsed.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    }
    if let Some(bcrypt_hash) = stored.strip_prefix("$wp") {
        return bcrypt::verify(wordpress_prehash(password), bcrypt_hash).unwrap_or(false);
    }
    if stored.starts_with("$2") {
        return bcrypt::verify(password, stored).unwrap_or(false);
    }
    if stored.starts_with("$P$") || stored.starts_with("$H$") {
        return phpass(password, stored).is_some_and(|hash| same(hash.as_bytes(), stored.as_bytes()));
    }
    stored.len() == 32 && same(hex::encode(Md5::digest(password)).as_bytes(), stored.as_bytes())
}

fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

/// WordPress 6.8 feeds bcrypt `base64(hmac-sha384("wp-sha384", password))`, since bcrypt sees 72 bytes at the most.
fn wordpress_prehash(password: &str) -> String {
    use base64::Engine;
    let mut mac = Hmac::<Sha384>::new_from_slice(b"wp-sha384").expect("HMAC takes keys of any length");
    mac.update(password.trim().as_bytes());
    base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes())
}

const PHPASS_LETTERS: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The portable hash of phpass 0.3: MD5 stretched 2^n times, in its own base 64.
fn phpass(password: &str, setting: &str) -> Option<String> {
    let rounds_log2 = PHPASS_LETTERS.iter().position(|&letter| Some(&letter) == setting.as_bytes().get(3))?;
    let salt = setting.get(4..12)?;
    if !(7..=20).contains(&rounds_log2) {
        return None;
    }
    let mut hash = Md5::new().chain_update(salt).chain_update(password).finalize();
    for _ in 0..1_u32 << rounds_log2 {
        hash = Md5::new().chain_update(hash).chain_update(password).finalize();
    }
    Some(format!("{}{}", &setting[..12], phpass_base64(&hash)))
}

fn phpass_base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let value = chunk.iter().rev().fold(0_u32, |value, &byte| value << 8 | u32::from(byte));
        for place in 0..=chunk.len() {
            text.push(PHPASS_LETTERS[(value >> (6 * place) & 0x3f) as usize] as char);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_and_no_other() {
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse", &stored));
        assert!(!verify("wrong horse", &stored));
    }

    #[test]
    fn hashes_of_old_wordpress_sites_are_accepted() {
        // The phpass distribution's own test vector.
        assert!(verify("test12345", "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"));
        assert!(!verify("test12346", "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"));
        assert!(verify("password", "5f4dcc3b5aa765d61d8327deb882cf99"));
    }

    #[test]
    fn hashes_of_new_wordpress_sites_are_accepted() {
        let stored = format!(
            "$wp{}",
            bcrypt::hash_with_result(wordpress_prehash("secret"), 4).unwrap().format_for_version(bcrypt::Version::TwoY)
        );
        assert!(stored.starts_with("$wp$2y$"));
        assert!(verify("secret", &stored));
        assert!(!verify("Secret", &stored));
    }

    #[test]
    fn an_empty_or_unknown_hash_fits_no_password() {
        for stored in ["", "x", "$P$", "$P$B", "$argon2id$", "$wp", "$2y$"] {
            assert!(!verify("", stored), "{stored}");
        }
    }
}
