//! The cookie that opens password-protected posts: it proves that its bearer knew a password and does not say which.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The cookie's value for a password as it was typed.
pub fn seal(typed: &str) -> String {
    let salt = platform::secrets::random_hex(8);
    let proof = proof(&salt, typed);
    format!("{salt}.{proof}")
}

/// Whether the cookie's value was made from the password of the post.
pub fn opens(sealed: &str, password: &str) -> bool {
    let Some((salt, given)) = sealed.split_once('.') else { return false };
    proof(salt, password).as_bytes().ct_eq(given.as_bytes()).into()
}

fn proof(salt: &str, password: &str) -> String {
    hex::encode(Sha256::new().chain_update(salt).chain_update(":").chain_update(password).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_password_opens_its_own_posts_only() {
        let sealed = seal("enter");
        assert!(!sealed.contains("enter"));
        assert!(opens(&sealed, "enter"));
        assert!(!opens(&sealed, "Enter"));
        assert!(!opens("", "enter") && !opens("x", "enter") && !opens(".", ""));
    }
}
