//! A post's title as it is shown.

use crate::Site;
use crate::formatting::{self, TitleOf};
use crate::posts::Post;

/// What stands around the post's title.
fn title_of<'a>(site: &'a Site, post: &Post) -> TitleOf<'a> {
    let words = site.settings().words();
    if !post.password.is_empty() {
        TitleOf::Within(words.say("Protected: %s"))
    } else if post.status == "private" {
        TitleOf::Within(words.say("Private: %s"))
    } else {
        TitleOf::Public
    }
}

/// The post's title in the site's language, HTML (`get_the_title`).
pub fn title(site: &Site, post: &Post) -> String {
    formatting::the_title(&post.title, title_of(site, post))
}
