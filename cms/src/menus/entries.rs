//! Items of menus as their editors see them: those that lead nowhere among them (`wp_setup_nav_menu_item`).

use super::load::{Ends, Parts};
use crate::permalinks::Permalinks;
use crate::posts::{self, Post, type_named};
use crate::terms::taxonomy_named;
use crate::{Result, Site};

/// One item.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its own words, or those of what it leads to.
    pub title: String,
    /// Where it leads; empty where nothing is there.
    pub url: String,
    /// `custom`, `post_type`, `post_type_archive` or `taxonomy`.
    pub item_type: String,
    /// What that is called: `Page`, `Category`, `Custom Link`, ….
    pub type_label: String,
    /// `page`, `category`, `custom`, ….
    pub object: String,
    /// The post or term that it leads to; itself for a link of its own.
    pub object_id: i64,
    /// The item that it stands under, or 0.
    pub parent_id: i64,
    /// `_blank`, or empty.
    pub target: String,
    /// The link's `rel`, or empty.
    pub rel: String,
    /// The editor's own classes.
    pub classes: Vec<String>,
    /// Whether what it leads to is gone.
    pub is_invalid: bool,
}

/// The items of these posts, in their order, with everything that they lead to loaded together.
pub async fn entries(site: &Site, items: &[Post]) -> Result<Vec<Entry>> {
    let ids: Vec<i64> = items.iter().map(|item| item.id).collect();
    let mut meta = posts::meta_of_each(site, &ids).await?;
    let parts: Vec<(Post, Parts)> =
        items.iter().map(|item| (item.clone(), Parts::of(meta.remove(&item.id).unwrap_or_default()))).collect();
    let ends = Ends::load(site, &parts, &mut Vec::new()).await?;
    Ok(parts.iter().map(|(item, parts)| entry(site, &ends, item, parts)).collect())
}

fn entry(site: &Site, ends: &Ends, item: &Post, parts: &Parts) -> Entry {
    let object = parts.text("object");
    let object_id = parts.number("object_id");
    let item_type = parts.text("type");
    let end = match item_type.as_str() {
        "post_type" => post(site, ends, &object, object_id),
        "taxonomy" => term(site, ends, &object, object_id),
        "post_type_archive" => archive(site, &object),
        _ => End { url: parts.text("url"), label: "Custom Link".into(), is_there: true, ..End::default() },
    };
    Entry {
        title: if item.title.is_empty() { end.title } else { item.title.clone() },
        url: end.url,
        type_label: end.label,
        is_invalid: !end.is_there,
        parent_id: parts.number("menu_item_parent"),
        target: parts.text("target"),
        rel: parts.text("xfn"),
        classes: parts.classes(),
        item_type,
        object,
        object_id,
    }
}

/// What an item leads to.
#[derive(Default)]
struct End {
    title: String,
    url: String,
    label: String,
    is_there: bool,
}

fn post(site: &Site, ends: &Ends, object: &str, id: i64) -> End {
    let label = type_named(site.settings(), object).map_or_else(|| object.to_owned(), |known| known.singular);
    match ends.posts.get(&id) {
        Some((post, link)) if post.post_type == object => {
            let title = if post.title.is_empty() { no_title(id) } else { post.title.clone() };
            End { title, url: link.clone(), label, is_there: post.status != "trash" }
        }
        _ => End { title: no_title(id), label, ..End::default() },
    }
}

fn no_title(id: i64) -> String {
    format!("#{id} (no title)")
}

fn term(site: &Site, ends: &Ends, object: &str, id: i64) -> End {
    let label = taxonomy_named(site.settings(), object).map_or_else(|| object.to_owned(), |known| known.singular);
    match ends.terms.get(&id) {
        Some((term, link)) if term.taxonomy == object => {
            End { title: term.name.clone(), url: link.clone(), label, is_there: true }
        }
        _ => End { label, ..End::default() },
    }
}

fn archive(site: &Site, object: &str) -> End {
    let label = "Post Type Archive".to_owned();
    let Some(known) = type_named(site.settings(), object) else { return End { label, ..End::default() } };
    let url = Permalinks::new(site.settings()).type_archive(&known).unwrap_or_default();
    End { title: known.label, url, label, is_there: true }
}
