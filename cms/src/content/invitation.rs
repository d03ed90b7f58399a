//! What stands where a post goes on for members alone.

use crate::Site;
use crate::formatting::{esc_html, esc_url};
use crate::posts::Post;
use crate::posts::access::{self, Access};

/// Says for whom the rest is, and how to become one of them. Says nothing of what it is.
pub fn invitation(site: &Site, post: &Post) -> String {
    let whom = match access::of(post) {
        Access::Paid | Access::Plans(_) => "The rest of this post is for paying members.",
        Access::Members | Access::Everybody => "The rest of this post is for members.",
    };
    let address = |page: &str| esc_url(&format!("{}/wp-members/{page}?post={}", site.url(), post.id));
    format!(
        "\n<div class=\"members-only\"><p>{}</p><p><a href=\"{}\">Sign up</a> or <a href=\"{}\">sign in</a>.</p></div>\n",
        esc_html(whom),
        address("sign-up"),
        address("sign-in"),
    )
}
