//! What a clone does not take along of people who are not staff.

use cms::comments::Comment;
use cms::users;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// The rules of one clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Post types that stay on production altogether.
    pub without_types: Vec<String>,
    /// Leave out all comments.
    pub without_comments: bool,
    /// Put a filler in the place of what commenters wrote.
    pub mask_comment_texts: bool,
}

/// What stands in the place of a name: the same for the same person, and nothing leads back without the key, which is
/// thrown away with the clone's run.
#[derive(Clone)]
pub(super) struct Pseudonyms {
    key: [u8; 32],
}

impl Pseudonyms {
    /// From the clone's lineage and a key that no row holds.
    pub(super) fn new(secret: &str) -> Self {
        let mut key = [0; 32];
        key.copy_from_slice(&<Sha256 as sha2::Digest>::digest(secret.as_bytes()));
        Self { key }
    }

    fn of(&self, person: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return String::new() };
        mac.update(person.as_bytes());
        hex::encode(&mac.finalize().into_bytes()[..5])
    }

    /// A member as a clone knows it: a number, no address, no password.
    pub(super) fn member(&self, member: users::Model) -> users::Model {
        let name = format!("member-{}", member.id);
        users::Model {
            email: format!("{name}@example.invalid"),
            password_hash: String::new(),
            nicename: name.clone(),
            display_name: format!("Member {}", member.id),
            url: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            nickname: name.clone(),
            description: String::new(),
            login: name,
            is_network_admin: false,
            ..member
        }
    }

    /// A comment as a clone knows it: who wrote it has another name, and came from nowhere.
    pub(super) fn comment(&self, comment: Comment, is_staffs: bool, rules: &Rules) -> Comment {
        let masked = Comment { author_ip: String::new(), user_agent: String::new(), ..comment };
        if is_staffs {
            return masked;
        }
        let known_by = if masked.author_email.is_empty() { &masked.author_name } else { &masked.author_email };
        let word = self.of(&known_by.to_lowercase());
        let email = format!("commenter-{word}@example.invalid");
        Comment {
            author_name: if masked.author_name.is_empty() { String::new() } else { format!("Commenter {word}") },
            author_email: if masked.author_email.is_empty() { String::new() } else { email },
            author_url: String::new(),
            content: if rules.mask_comment_texts { filler(&masked.content) } else { masked.content },
            ..masked
        }
    }
}

/// As long as what it stands for.
fn filler(text: &str) -> String {
    let words = ["lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit"];
    let count = text.split_whitespace().count().max(1);
    (0..count).map(|place| words[place % words.len()]).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(email: &str) -> Comment {
        let at = chrono::DateTime::UNIX_EPOCH.naive_utc();
        Comment {
            site_id: 1,
            id: 1,
            post_id: 1,
            parent_id: 0,
            user_id: 0,
            author_name: "Rita".into(),
            author_email: email.into(),
            author_url: "http://rita.example".into(),
            author_ip: "203.0.113.9".into(),
            user_agent: "Browser".into(),
            date: at,
            date_gmt: at,
            content: "I am Rita".into(),
            status: "approved".into(),
            comment_type: "comment".into(),
            karma: 0,
        }
    }

    #[test]
    fn a_commenter_is_the_same_stranger_everywhere_and_nobody_of_whom_anything_is_left() {
        let pseudonyms = Pseudonyms::new("secret");
        let rules = Rules { mask_comment_texts: true, ..Rules::default() };
        let one = pseudonyms.comment(comment("rita@example.org"), false, &rules);
        let again = pseudonyms.comment(comment("RITA@example.org"), false, &rules);
        let other = pseudonyms.comment(comment("hans@example.org"), false, &rules);
        assert_eq!(one.author_name, again.author_name);
        assert_ne!(one.author_name, other.author_name);
        let text = serde_json::to_string(&one).unwrap();
        for personal in ["Rita", "rita", "203.0", "Browser"] {
            assert!(!text.contains(personal), "{text}");
        }
    }
}
