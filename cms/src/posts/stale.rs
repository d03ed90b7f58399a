//! What a changed post makes stale.

use super::{Post, kinds};
use crate::{CacheTag, Change, Site};

/// Notes it for a post that was written, made (`before` is none) or is about to go.
pub(super) fn after(change: &mut Change, site: &Site, post: &Post, before: Option<&Post>) {
    change.makes_stale(CacheTag::Post(post.id));
    change.makes_stale(CacheTag::Posts(post.post_type.clone()));
    match post.post_type.as_str() {
        "nav_menu_item" | "wp_navigation" => change.makes_stale(CacheTag::Menus),
        "wp_template" | "wp_template_part" | "wp_global_styles" | "custom_css" => change.makes_stale(CacheTag::Theme),
        _ => {}
    }
    // The addresses of everything below it, and links to them, stand on many pages.
    let moved = before.is_some_and(|before| before.slug != post.slug || before.parent_id != post.parent_id);
    if moved && kinds::is_hierarchical(site.settings(), &post.post_type) {
        change.makes_stale(CacheTag::Site);
    }
}
