//! The proof that lets somebody see the own comment while it waits (WordPress's `moderation-hash`).

use sha2::{Digest, Sha256};

use super::Comment;

/// Made of what only the host and the comment's author know together; 32 digits.
pub fn moderation_hash(comment: &Comment) -> String {
    let secret = format!(
        "{}|{}|{}|{}|{}|{}",
        comment.site_id, comment.id, comment.date_gmt, comment.author_email, comment.author_ip, comment.user_agent
    );
    hex::encode(&Sha256::digest(secret)[..16])
}
