//! A post's `guid`: the address that it had when it was made.

use sea_orm::EntityTrait;

use super::{Post, entity, kinds};
use crate::{Change, Result, Settings};

/// A page stands below at most so many others.
const MOST_ANCESTORS: usize = 100;

/// The post's address as it is now, as far as it can be told from the post and those above it; else the plain one.
pub(super) async fn of(change: &Change, settings: &Settings, post: &Post) -> Result<String> {
    let structure = settings.permalink_structure();
    let is_public = matches!(post.status.as_str(), "publish" | "private" | "inherit");
    let rests_on_others = structure.contains("%category%") || structure.contains("%author%");
    if !is_public || structure.is_empty() {
        return Ok(plain(settings, post));
    }
    if post.post_type == "page" {
        let slash = if structure.ends_with('/') { "/" } else { "" };
        return Ok(format!("{}/{}{slash}", settings.home(), page_path(change, post).await?));
    }
    if rests_on_others || kinds::is_hierarchical(settings, &post.post_type) {
        return Ok(plain(settings, post));
    }
    Ok(dated(settings, &structure, post))
}

fn dated(settings: &Settings, structure: &str, post: &Post) -> String {
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

/// The slugs of the page and of those above it, the topmost first.
async fn page_path(change: &Change, page: &Post) -> Result<String> {
    let (mut path, mut above) = (page.slug.clone(), page.parent_id);
    for _ in 0..MOST_ANCESTORS {
        if above == 0 {
            break;
        }
        let parent = entity::Entity::find_by_id((page.site_id, above)).one(change.connection()).await?;
        let Some(parent) = parent else { break };
        path = format!("{}/{path}", parent.slug);
        above = parent.parent_id;
    }
    Ok(path)
}

fn plain(settings: &Settings, post: &Post) -> String {
    let (home, id) = (settings.home(), post.id);
    match post.post_type.as_str() {
        "page" => format!("{home}/?page_id={id}"),
        "attachment" => format!("{home}/?attachment_id={id}"),
        _ => format!("{home}/?p={id}"),
    }
}
