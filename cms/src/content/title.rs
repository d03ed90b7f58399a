//! A post's title as it is shown.

use crate::formatting::{self, TitleOf};
use crate::posts::Post;

/// What stands before the post's title.
pub fn title_of(post: &Post) -> TitleOf {
    if !post.password.is_empty() {
        TitleOf::Protected
    } else if post.status == "private" {
        TitleOf::Private
    } else {
        TitleOf::Public
    }
}

/// The post's title, HTML (`get_the_title`).
pub fn title(post: &Post) -> String {
    formatting::the_title(&post.title, title_of(post))
}
