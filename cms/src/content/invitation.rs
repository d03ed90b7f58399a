//! What stands where a post goes on for members alone.

use crate::Site;
use crate::formatting::{esc_html, esc_url};
use crate::posts::Post;
use crate::posts::access::{self, Access};

/// Says for whom the rest is, and how to become one of them. Says nothing of what it is.
pub fn invitation(site: &Site, post: &Post) -> String {
    let words = site.settings().words();
    let whom = match access::of(post) {
        Access::Paid | Access::Plans(_) => words.say("The rest of this post is for paying members."),
        Access::Members | Access::Everybody => words.say("The rest of this post is for members."),
    };
    let address = |page: &str| esc_url(&format!("{}/wp-members/{page}?post={}", site.url(), post.id));
    let (up, into) = (address("sign-up"), address("sign-in"));
    let how = words.fill("<a href=\"%1$s\">Sign up</a> or <a href=\"%2$s\">sign in</a>.", &[&up, &into]);
    format!("\n<div class=\"members-only\"><p>{}</p><p>{how}</p></div>\n", esc_html(whom))
}
