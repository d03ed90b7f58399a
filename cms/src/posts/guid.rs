//! A post's `guid`: the address that it had when it was made.

use super::{Post, kinds};
use crate::Settings;

/// The post's address as it is now, as far as it can be told from the post alone; else the plain one.
pub(super) fn of(settings: &Settings, post: &Post) -> String {
    let structure = settings.permalink_structure();
    let is_public = matches!(post.status.as_str(), "publish" | "private" | "inherit");
    let rests_on_others = structure.contains("%category%") || structure.contains("%author%");
    if !is_public || structure.is_empty() || rests_on_others || kinds::is_hierarchical(settings, &post.post_type) {
        return plain(settings, post);
    }
    let date = |format: &str| post.date.format(format).to_string();
    let path = structure
        .replace("%year%", &date("%Y"))
        .replace("%monthnum%", &date("%m"))
        .replace("%day%", &date("%d"))
        .replace("%hour%", &date("%H"))
        .replace("%minute%", &date("%M"))
        .replace("%second%", &date("%S"))
        .replace("%postname%", &post.slug)
        .replace("%post_id%", &post.id.to_string());
    format!("{}{path}", settings.home())
}

fn plain(settings: &Settings, post: &Post) -> String {
    let (home, id) = (settings.home(), post.id);
    match post.post_type.as_str() {
        "page" => format!("{home}/?page_id={id}"),
        "attachment" => format!("{home}/?attachment_id={id}"),
        _ => format!("{home}/?p={id}"),
    }
}
