//! Portraits.

use sha2::{Digest, Sha256};

/// The address of the portrait that belongs to a mail address, `size` pixels wide: Gravatar's, as WordPress's
/// `get_avatar_url` has it.
pub fn avatar_url(email: &str, size: u32) -> String {
    let hash = hex::encode(Sha256::digest(email.trim().to_lowercase()));
    format!("https://secure.gravatar.com/avatar/{hash}?s={size}&d=mm&r=g")
}
