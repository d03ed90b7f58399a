//! Who may see and who may edit a post (the parts of `map_meta_cap` that pages ask for).

use crate::posts::Post;
use crate::users::Capability;
use crate::{Actor, Result, Site, posts};

/// Whether `actor` may edit the post (`edit_post`).
pub(super) fn may_edit(actor: &Actor, post: &Post) -> bool {
    may_edit_as(actor, &post.post_type, &post.status, post.author_id)
}

/// The same of a post of this type and status, by this author.
pub(super) fn may_edit_as(actor: &Actor, post_type: &str, status: &str, author_id: i64) -> bool {
    let is_page = post_type == "page";
    let pick = |of_posts, of_pages| if is_page { of_pages } else { of_posts };
    let mut needed = vec![pick(Capability::EditPosts, Capability::EditPages)];
    if author_id == 0 || author_id != actor.user_id() {
        needed.push(pick(Capability::EditOthersPosts, Capability::EditOthersPages));
        if status == "private" {
            needed.push(pick(Capability::EditPrivatePosts, Capability::EditPrivatePages));
        }
    }
    if matches!(status, "publish" | "future") {
        needed.push(pick(Capability::EditPublishedPosts, Capability::EditPublishedPages));
    }
    needed.into_iter().all(|capability| actor.may(capability))
}

/// Whether `actor` may see the post at its address. Its password is another matter.
pub(super) async fn may_see(site: &Site, actor: &Actor, post: &Post) -> Result<bool> {
    Ok(match post.status.as_str() {
        "publish" => true,
        "private" => may_read_private(actor, post),
        "draft" | "pending" | "future" => actor.is_signed_in() && may_edit(actor, post),
        "inherit" if post.post_type == "attachment" => match post.parent_id {
            0 => true,
            parent => match posts::by_id(site, parent).await? {
                Some(parent) if parent.status == "private" => may_read_private(actor, &parent),
                Some(parent) => !matches!(parent.status.as_str(), "trash" | "auto-draft"),
                None => true,
            },
        },
        _ => false,
    })
}

fn may_read_private(actor: &Actor, post: &Post) -> bool {
    let others = if post.post_type == "page" { Capability::ReadPrivatePages } else { Capability::ReadPrivatePosts };
    actor.is_signed_in() && (post.author_id == actor.user_id() || actor.may(others))
}
