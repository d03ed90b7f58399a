//! Comments, pingbacks and trackbacks.

mod answers;
mod count;
mod delete;
pub mod entity;
mod list;
mod meta;
pub mod meta_entity;
mod moderation;
mod moderation_hash;
mod note;
#[cfg(test)]
mod note_tests;
mod old_trash;
mod open;
mod permissions;
mod queries;
mod row;
mod set_status;
mod status;
mod submit;
#[cfg(test)]
mod submit_tests;
mod tell;
mod thread;
mod update;

pub use answers::is_answered;
pub use delete::delete;
pub use entity::Model as Comment;
pub use list::{CommentQuery, list, list_with_answers};
pub use meta::set_meta;
pub use moderation_hash::moderation_hash;
pub use note::{NOTE, NOTE_STATUS, NOTE_STATUSES, supports_notes, write_note};
pub use old_trash::in_trash_since;
pub use open::are_open;
pub use permissions::require_edit;
pub use queries::{any, by_id, count_shown_under, count_waiting, meta_of_each, newest_shown, shown, shown_under};
pub use set_status::{restore, set_status};
pub use status::Status;
pub use submit::{HONEYPOT, NewComment, is_mail_address, submit};
pub use thread::{Thread, ThreadRules, page_of, threads};
pub use update::{CommentFields, update};
