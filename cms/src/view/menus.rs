//! The menus of a page: the same for all pages, but for which item leads to this one.

use std::collections::BTreeMap;

use super::context::{MenuItem, MenuView};
use super::found::{Found, Target};
use crate::menus::{self, Item};
use crate::{Result, Site};

/// What a page is, as menu items see it.
struct Here {
    post: Option<(String, i64)>,
    term: Option<(String, i64)>,
    archive: Option<String>,
    posts_page: i64,
    url: String,
}

/// Menus by location, with the items that lead to this page marked (`_wp_menu_item_classes_by_context`).
pub(super) async fn menus(site: &Site, found: &Found, url: &str) -> Result<BTreeMap<String, MenuView>> {
    let here = Here {
        post: found.post().map(|post| (post.post_type.clone(), post.id)),
        term: match &found.target {
            Target::Term(term) => Some((term.taxonomy.clone(), term.id)),
            _ => None,
        },
        archive: match &found.target {
            Target::Type(post_type) => Some(post_type.name.clone()),
            _ => None,
        },
        posts_page: found.posts_page.as_ref().map_or(0, |page| page.id),
        url: url.trim_end_matches('/').to_owned(),
    };
    let menus = menus::by_location(site).await?;
    let view = |menu: &menus::Menu| MenuView {
        id: menu.id,
        name: menu.name.clone(),
        slug: menu.slug.clone(),
        items: menu.items.iter().map(|item| here.item(item)).collect(),
    };
    Ok(menus.iter().map(|(location, menu)| (location.clone(), view(menu))).collect())
}

impl Here {
    fn item(&self, item: &Item) -> MenuItem {
        let children: Vec<MenuItem> = item.children.iter().map(|child| self.item(child)).collect();
        let current = self.is_current(item);
        let current_ancestor = children.iter().any(|child| child.current || child.current_ancestor);
        let is_parent = children.iter().any(|child| child.current);
        MenuItem {
            id: item.id,
            title: item.title.clone(),
            url: item.url.clone(),
            target: item.target.clone(),
            rel: item.rel.clone(),
            attr_title: item.attr_title.clone(),
            description: item.description.clone(),
            item_type: item.item_type.clone(),
            object: item.object.clone(),
            object_id: item.object_id,
            classes: classes(item, current, current_ancestor, is_parent, !children.is_empty()),
            current,
            current_ancestor,
            children,
        }
    }

    fn is_current(&self, item: &Item) -> bool {
        match item.item_type.as_str() {
            "post_type" => {
                let is_post = self.post.as_ref().is_some_and(|(_, id)| *id == item.object_id);
                is_post || (self.posts_page != 0 && self.posts_page == item.object_id)
            }
            "taxonomy" => {
                self.term.as_ref().is_some_and(|(taxonomy, id)| *taxonomy == item.object && *id == item.object_id)
            }
            "post_type_archive" => self.archive.as_ref() == Some(&item.object),
            _ => {
                let target = item.url.split('#').next().unwrap_or_default().trim_end_matches('/');
                let path = self.url.split_once("://").and_then(|(_, rest)| Some(&rest[rest.find('/')?..]));
                !target.is_empty() && (target == self.url || Some(target) == path)
            }
        }
    }
}

fn classes(item: &Item, current: bool, ancestor: bool, parent: bool, has_children: bool) -> Vec<String> {
    let mut classes = item.classes.clone();
    classes.push("menu-item".to_owned());
    classes.push(format!("menu-item-type-{}", item.item_type));
    classes.push(format!("menu-item-object-{}", item.object));
    let is_page = item.item_type == "post_type" && item.object == "page";
    let flags = [
        (current, "current-menu-item"),
        (current && is_page, "page_item"),
        (current && is_page, "current_page_item"),
        (ancestor, "current-menu-ancestor"),
        (parent, "current-menu-parent"),
        (has_children, "menu-item-has-children"),
    ];
    classes.extend(flags.iter().filter(|(is_true, _)| *is_true).map(|(_, class)| (*class).to_owned()));
    classes.push(format!("menu-item-{}", item.id));
    classes
}
