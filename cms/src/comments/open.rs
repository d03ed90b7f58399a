//! Whether a post takes comments.

use chrono::Duration;

use crate::Site;
use crate::posts::Post;

/// Whether comments are open: the post's own switch, and the site's rule for old posts (`comments_open`).
pub fn are_open(site: &Site, post: &Post) -> bool {
    post.comment_status == "open" && !is_too_old(site, post)
}

fn is_too_old(site: &Site, post: &Post) -> bool {
    let settings = site.settings();
    let days = settings.number("close_comments_days_old");
    let (true, true, "post") = (settings.flag("close_comments_for_old_posts"), days > 0, post.post_type.as_str())
    else {
        return false;
    };
    post.date_gmt.is_some_and(|date| site.host().now() - date > Duration::days(days))
}
