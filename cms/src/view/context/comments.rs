//! Comments and their form as templates see them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::Pagination;

/// The comments of a post.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentsView {
    /// Comments of this page of comments, answers inside the comments they answer.
    pub list: Arc<Vec<CommentView>>,
    /// Approved comments in all.
    pub count: i64,
    /// WordPress's heading, such as `3 thoughts on “Title”`. HTML.
    pub title: String,
    /// Pages of comments; none where all are on one.
    pub pages: Option<Pagination>,
    /// Whether comments may be added.
    pub open: bool,
    /// The form; none where comments are closed or a password is asked for.
    pub form: Option<CommentForm>,
}

/// One comment, pingback or trackback.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentView {
    /// Its number on the site.
    pub id: i64,
    /// `comment`, `pingback` or `trackback`.
    #[serde(rename = "type")]
    pub comment_type: String,
    /// Its author's name.
    pub author: String,
    /// Its author's website, or empty.
    pub author_url: String,
    /// Addresses of the portrait by its pixels: `24`, `48` and `96`; empty where portraits are off.
    pub avatar: BTreeMap<String, String>,
    /// Whether the post's author wrote it.
    pub by_post_author: bool,
    /// Date in the site's own format.
    pub date: String,
    /// Time of day in the site's own format.
    pub time: String,
    /// ISO 8601 with the offset from UTC.
    pub date_iso: String,
    /// HTML.
    pub content: String,
    /// Its own address, `…#comment-12`.
    pub url: String,
    /// Address that answers it without a script; none where that is not possible.
    pub reply_url: Option<String>,
    /// Where somebody who may edits it.
    pub edit_url: Option<String>,
    /// Whether only its writer sees it until somebody approves it.
    pub awaiting_moderation: bool,
    /// The comment that it answers, or 0.
    pub parent_id: i64,
    /// How deep it stands, from 1.
    pub depth: u64,
    /// WordPress's classes of the comment's element (`comment_class`).
    pub classes: Vec<String>,
    /// The answers to it.
    pub children: Vec<CommentView>,
}

/// The form for a new comment.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentForm {
    /// Where it is sent by POST.
    pub action: String,
    /// The post, for the hidden field `comment_post_ID`.
    pub post_id: i64,
    /// The comment that is answered, for the hidden field `comment_parent`; 0 for none.
    pub parent_id: i64,
    /// The name of the comment that is answered, or empty.
    pub reply_to: String,
    /// Leads back from answering one comment to commenting on the post.
    pub cancel_reply_url: Option<String>,
    /// Whether one must sign in first: only `login_url` is shown then.
    pub must_log_in: bool,
    /// Where one signs in and comes back.
    pub login_url: String,
    /// The signed-in commenter's name; none for visitors, who see the fields.
    pub logged_in_as: Option<String>,
    /// Where the signed-in commenter signs out.
    pub logout_url: String,
    /// The fields of a visitor: name, mail address and website.
    pub fields: Vec<CommentField>,
    /// Whether the visitor may ask to be remembered.
    pub cookies_consent: bool,
    /// Name of a field that people do not see and must leave empty.
    pub honeypot: String,
    /// Longest text, in characters.
    pub comment_max_length: u64,
}

/// One field of the form for a new comment.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommentField {
    /// Its name: `author`, `email` or `url`.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The `type` attribute.
    #[serde(rename = "type")]
    pub input_type: String,
    /// What the visitor gave last time, or empty.
    pub value: String,
    /// Whether it must be filled.
    pub required: bool,
    /// Longest text, in characters.
    pub max_length: u64,
    /// The `autocomplete` attribute.
    pub autocomplete: String,
}
