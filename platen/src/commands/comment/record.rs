//! A comment as lists show it, under the names of WordPress's columns.

use cms::comments::{Comment, Status};

use crate::output::Record;

/// The comment.
pub fn of(comment: &Comment) -> Record {
    let known = comment.status.parse::<Status>();
    let status = known.map_or_else(|_| comment.status.clone(), |status| status.column().to_owned());
    Record::new()
        .with("comment_ID", comment.id)
        .with("comment_post_ID", comment.post_id)
        .with("comment_date", comment.date.to_string())
        .with("comment_approved", status)
        .with("comment_author", comment.author_name.clone())
        .with("comment_author_email", comment.author_email.clone())
        .with("comment_author_url", comment.author_url.clone())
        .with("comment_author_IP", comment.author_ip.clone())
        .with("comment_date_gmt", comment.date_gmt.to_string())
        .with("comment_content", comment.content.clone())
        .with("comment_karma", comment.karma)
        .with("comment_agent", comment.user_agent.clone())
        .with("comment_type", comment.comment_type.clone())
        .with("comment_parent", comment.parent_id)
        .with("user_id", comment.user_id)
}
