//! What the verbs must know of a post type: its place in a tree, its capabilities, whether it keeps revisions.

use super::types::{PostType, types};
use crate::Settings;
use crate::users::Capability;

/// The capabilities that a type's posts ask for, under WordPress's names for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// To make one.
    pub create: Capability,
    /// To change one's own.
    pub edit: Capability,
    /// To change others'.
    pub edit_others: Capability,
    /// To change published ones.
    pub edit_published: Capability,
    /// To change private ones.
    pub edit_private: Capability,
    /// To publish.
    pub publish: Capability,
    /// To delete one's own.
    pub delete: Capability,
    /// To delete others'.
    pub delete_others: Capability,
    /// To delete published ones.
    pub delete_published: Capability,
    /// To delete private ones.
    pub delete_private: Capability,
    /// To read private ones.
    pub read_private: Capability,
}

const POSTS: Capabilities = Capabilities {
    create: Capability::EditPosts,
    edit: Capability::EditPosts,
    edit_others: Capability::EditOthersPosts,
    edit_published: Capability::EditPublishedPosts,
    edit_private: Capability::EditPrivatePosts,
    publish: Capability::PublishPosts,
    delete: Capability::DeletePosts,
    delete_others: Capability::DeleteOthersPosts,
    delete_published: Capability::DeletePublishedPosts,
    delete_private: Capability::DeletePrivatePosts,
    read_private: Capability::ReadPrivatePosts,
};

const PAGES: Capabilities = Capabilities {
    create: Capability::EditPages,
    edit: Capability::EditPages,
    edit_others: Capability::EditOthersPages,
    edit_published: Capability::EditPublishedPages,
    edit_private: Capability::EditPrivatePages,
    publish: Capability::PublishPages,
    delete: Capability::DeletePages,
    delete_others: Capability::DeleteOthersPages,
    delete_published: Capability::DeletePublishedPages,
    delete_private: Capability::DeletePrivatePages,
    read_private: Capability::ReadPrivatePages,
};

const THEME: Capabilities = all(Capability::EditThemeOptions);

const fn all(capability: Capability) -> Capabilities {
    Capabilities {
        create: capability,
        edit: capability,
        edit_others: capability,
        edit_published: capability,
        edit_private: capability,
        publish: capability,
        delete: capability,
        delete_others: capability,
        delete_published: capability,
        delete_private: capability,
        read_private: capability,
    }
}

/// The capabilities of a type (`get_post_type_capabilities`). Types that are not WordPress's own count as posts.
pub fn capabilities(post_type: &str) -> Capabilities {
    match post_type {
        "page" => PAGES,
        "attachment" => Capabilities { create: Capability::UploadFiles, ..POSTS },
        "wp_block" => Capabilities { create: Capability::PublishPosts, ..POSTS },
        "nav_menu_item" | "wp_navigation" | "wp_template" | "wp_template_part" | "wp_global_styles"
        | "wp_font_family" | "wp_font_face" | "custom_css" => THEME,
        _ => POSTS,
    }
}

/// Whether posts of the type have parents of the same type, and addresses below them.
pub fn is_hierarchical(settings: &Settings, post_type: &str) -> bool {
    knows(settings, post_type, |known| known.hierarchical)
}

/// Whether every change of a post of this type is kept as a revision.
pub fn keeps_revisions(settings: &Settings, post_type: &str) -> bool {
    knows(settings, post_type, |known| known.supports("revisions"))
}

fn knows(settings: &Settings, post_type: &str, what: impl Fn(&PostType) -> bool) -> bool {
    types(settings).iter().any(|known| known.name == post_type && what(known))
}

/// Whether a post of this type is nothing without title, content and excerpt: types that have all three.
pub fn must_say_something(settings: &Settings, post_type: &str) -> bool {
    let parts = ["title", "editor", "excerpt"];
    knows(settings, post_type, |known| parts.iter().all(|part| known.supports(part)))
}

/// Whether posts of this type may be commented on.
pub fn takes_comments(settings: &Settings, post_type: &str) -> bool {
    knows(settings, post_type, |known| known.supports("comments"))
}

/// Whether a post of this type goes to the trash before it is deleted.
pub fn has_trash(post_type: &str) -> bool {
    !matches!(
        post_type,
        "attachment" | "revision" | "nav_menu_item" | "wp_global_styles" | "wp_font_family" | "wp_font_face"
    )
}
