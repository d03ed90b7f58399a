//! `core/page-list`: all published pages as a tree.

use std::collections::{BTreeMap, HashSet};

use super::{Call, navigation_colors, navigation_icons};
use crate::blocks::context::BlockRenderer;
use crate::blocks::links;
use crate::formatting::{esc_attr, esc_url, remove_accents, strip_all_tags, wp_kses_post};
use crate::posts::{self, ListQuery, OrderBy, Post};
use crate::{CacheTag, Result};

/// How deep pages are listed.
const DEEPEST: usize = 20;

/// What the list is written with.
struct List<'a> {
    children: BTreeMap<i64, Vec<Post>>,
    active: Option<i64>,
    ancestors: HashSet<i64>,
    front_page: i64,
    in_navigation: bool,
    is_nested: bool,
    with_icons: bool,
    visibility: &'a str,
    colors: &'a navigation_colors::Colors,
}

/// Renders the block.
pub async fn render(renderer: &mut BlockRenderer, call: Call<'_>) -> Result<String> {
    renderer.read(CacheTag::Posts("page".to_owned()));
    let pages = pages(renderer).await?;
    let parent = call.number("parentPageID");
    let active = renderer.visit.queried_post;
    let ancestors = ancestors(&pages, active);
    let mut children: BTreeMap<i64, Vec<Post>> = BTreeMap::new();
    pages.into_iter().for_each(|page| children.entry(page.parent_id).or_default().push(page));
    if !children.contains_key(&parent) {
        return Ok(String::new());
    }
    let colors = navigation_colors::of_context(call.values);
    let is_nested = call.values.flag("core/isInsideSubmenu");
    let visibility = navigation_colors::submenu_visibility(call.values);
    let list = List {
        children,
        active,
        ancestors,
        front_page: renderer.site.settings().number("page_on_front"),
        in_navigation: call.values.get("showSubmenuIcon").is_some(),
        is_nested,
        with_icons: call.values.flag("showSubmenuIcon"),
        visibility: &visibility,
        colors: &colors,
    };
    let items = items(renderer, &list, parent, 0).await?;
    if is_nested {
        return Ok(items);
    }
    let extra = [("class", colors.class.as_str()), ("style", colors.style.as_str())];
    Ok(format!("<ul {}>{items}</ul>", call.wrapper(renderer, &extra)))
}

async fn pages(renderer: &BlockRenderer) -> Result<Vec<Post>> {
    let query = ListQuery {
        types: vec!["page".to_owned()],
        statuses: vec!["publish".to_owned()],
        order_by: OrderBy::MenuOrder,
        ascending: true,
        limit: 10_000,
        ..ListQuery::default()
    };
    let mut pages = posts::list(&renderer.site, &query).await?.posts;
    pages.sort_by_cached_key(|page| (page.menu_order, remove_accents(&page.title).to_lowercase()));
    Ok(pages)
}

fn ancestors(pages: &[Post], active: Option<i64>) -> HashSet<i64> {
    let mut found = HashSet::new();
    let parent_of = |id: i64| pages.iter().find(|page| page.id == id).map_or(0, |page| page.parent_id);
    let mut id = active.map_or(0, parent_of);
    while id != 0 && found.insert(id) {
        id = parent_of(id);
    }
    found
}

async fn items(renderer: &BlockRenderer, list: &List<'_>, parent: i64, depth: usize) -> Result<String> {
    let mut html = String::new();
    let pages = list.children.get(&parent).map(Vec::as_slice).unwrap_or_default();
    for page in pages.iter().filter(|_| depth < DEEPEST) {
        let address = links::post(&renderer.site, page).await?;
        let below = Box::pin(items(renderer, list, page.id, depth + 1)).await?;
        html.push_str(&item(list, page, &address, &below, depth));
    }
    Ok(html)
}

fn item(list: &List<'_>, page: &Post, address: &str, below: &str, depth: usize) -> String {
    let is_active = list.active == Some(page.id);
    let overlay = depth > 0 || list.is_nested;
    let class = item_class(list, page, is_active, !below.is_empty(), overlay);
    let style = match overlay && !list.colors.overlay_style.is_empty() {
        true => format!(" style=\"{}\"", esc_attr(&list.colors.overlay_style)),
        false => String::new(),
    };
    let current = if is_active { " aria-current=\"page\"" } else { "" };
    let title = if page.title.is_empty() { "(no title)" } else { &page.title };
    let shown = wp_kses_post(title);
    let label = format!("{} submenu", strip_all_tags(title, false));
    let label = esc_attr(&label);
    let content = if list.in_navigation { " wp-block-navigation-item__content" } else { "" };
    let on_click = list.visibility == "click" && list.in_navigation;
    let icon = navigation_icons::SUBMENU;
    let mut html = format!("<li class=\"wp-block-pages-list__item{}\"{style}>", esc_attr(&class));
    if on_click && !below.is_empty() {
        html.push_str(&format!(
            "<button aria-label=\"{label}\" class=\"{content} wp-block-navigation-submenu__toggle\" aria-expanded=\"false\">\
             {shown}</button><span class=\"wp-block-page-list__submenu-icon wp-block-navigation__submenu-icon\">{icon}</span>"
        ));
    } else {
        let address = esc_url(address);
        html.push_str(&format!(
            "<a class=\"wp-block-pages-list__item__link{content}\" href=\"{address}\"{current}>{shown}</a>"
        ));
    }
    if !below.is_empty() {
        if list.in_navigation && list.with_icons && !on_click {
            html.push_str(&format!(
                "<button aria-label=\"{label}\" class=\"wp-block-navigation__submenu-icon \
                 wp-block-navigation-submenu__toggle\" aria-expanded=\"false\">{icon}</button>"
            ));
        }
        html.push_str(&format!("<ul class=\"wp-block-navigation__submenu-container\">{below}</ul>"));
    }
    html + "</li>"
}

fn item_class(list: &List<'_>, page: &Post, is_active: bool, has_children: bool, overlay: bool) -> String {
    let mut class = String::new();
    let mut add = |condition: bool, name: &str| class.push_str(if condition { name } else { "" });
    add(is_active, " current-menu-item");
    add(list.ancestors.contains(&page.id), " current-menu-ancestor");
    add(has_children, " has-child");
    if list.in_navigation {
        add(true, " wp-block-navigation-item");
        add(list.visibility == "click", " open-on-click");
        add(list.visibility == "hover" && list.with_icons, " open-on-hover-click");
        add(list.visibility == "always", " open-always");
    }
    add(overlay, &format!(" {}", list.colors.overlay_class));
    add(page.id == list.front_page, " menu-item-home");
    class
}
