//! A post as lists show it, under the names of WordPress's columns.

use cms::posts::Post;

use crate::output::Record;

/// The post with its address.
pub fn of(post: &Post, address: &str) -> Record {
    let zero = || "0000-00-00 00:00:00".to_owned();
    Record::new()
        .with("ID", post.id)
        .with("post_title", post.title.clone())
        .with("post_name", post.slug.clone())
        .with("post_date", post.date.to_string())
        .with("post_status", post.status.clone())
        .with("post_author", post.author_id)
        .with("post_date_gmt", post.date_gmt.map_or_else(zero, |date| date.to_string()))
        .with("post_content", post.content.clone())
        .with("post_excerpt", post.excerpt.clone())
        .with("comment_status", post.comment_status.clone())
        .with("ping_status", post.ping_status.clone())
        .with("post_password", post.password.clone())
        .with("post_modified", post.modified.to_string())
        .with("post_modified_gmt", post.modified_gmt.to_string())
        .with("post_content_filtered", post.content_filtered.clone())
        .with("post_parent", post.parent_id)
        .with("guid", post.guid.clone())
        .with("menu_order", post.menu_order)
        .with("post_type", post.post_type.clone())
        .with("post_mime_type", post.mime_type.clone())
        .with("comment_count", post.comment_count)
        .with("url", address)
}
