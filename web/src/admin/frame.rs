//! What stands around every screen: the menu at the side and the bar above, in WordPress's structure, so that styles
//! and tests which know WordPress find their way.

use cms::comments;
use cms::users::Capability;

use super::menu::{self, Entry};
use super::{Staff, bar, icon, network_menu};
use crate::plain_page::escape;

/// The two parts, as HTML.
#[derive(Clone, Debug)]
pub struct Frame {
    /// `#adminmenumain`
    pub menu: String,
    /// `#wpadminbar`
    pub bar: String,
}

/// The frame for this person at this address.
pub async fn of(staff: &Staff) -> Frame {
    let waiting = comments_waiting(staff).await;
    let is_network = staff.request.path().starts_with("/wp-admin/network");
    let entries = if is_network { network_menu::of(staff) } else { menu::of(staff) };
    Frame { menu: menu_html(staff, &entries, waiting), bar: bar::html(staff, &bar::Place::Admin, waiting) }
}

/// Comments that wait for somebody who may approve them.
pub(super) async fn comments_waiting(staff: &Staff) -> u64 {
    if !staff.may(Capability::ModerateComments) {
        return 0;
    }
    let site = staff.site.clone();
    staff.front.run(async move { comments::count_waiting(&site).await }).await.unwrap_or(0)
}

fn menu_html(staff: &Staff, entries: &[Entry], waiting: u64) -> String {
    let here = Here::of(staff);
    let lines: String = entries.iter().map(|entry| entry_html(staff, entry, &here, waiting)).collect();
    format!(
        "<div id=\"adminmenumain\" role=\"navigation\" aria-label=\"{}\">\
         <div id=\"adminmenuback\"></div><div id=\"adminmenuwrap\"><ul id=\"adminmenu\">{lines}\
         <li id=\"collapse-menu\" class=\"hide-if-no-js\"><button type=\"button\" id=\"collapse-button\" \
         aria-expanded=\"true\">{}<span class=\"collapse-button-label\">{}</span></button></li></ul></div></div>",
        escape(&staff.say("Main menu")),
        icon::html("collapse"),
        escape(&staff.say("Collapse Menu"))
    )
}

fn entry_html(staff: &Staff, entry: &Entry, here: &Here, waiting: u64) -> String {
    let is_current = here.is_within(entry);
    let state = if is_current { "wp-has-current-submenu wp-menu-open" } else { "wp-not-current-submenu" };
    let gap = if entry.begins_group { " begins-group" } else { "" };
    let children = if entry.children.len() > 1 { children_html(staff, entry, here) } else { String::new() };
    let has_children = if children.is_empty() { "" } else { " wp-has-submenu" };
    let alone = if is_current && children.is_empty() { " aria-current=\"page\"" } else { "" };
    format!(
        "<li class=\"menu-top{has_children} {state}{gap}\" id=\"{id}\"><a class=\"menu-top\" href=\"{href}\"{alone}>{icon}\
         <span class=\"wp-menu-name\">{title}{bubble}</span></a>{children}</li>",
        id = escape(&entry.id),
        href = escape(&staff.address(&entry.href)),
        icon = icon::html(entry.icon),
        title = escape(&entry.title),
        bubble = if entry.id == "menu-comments" { bubble(staff, waiting) } else { String::new() },
    )
}

fn children_html(staff: &Staff, entry: &Entry, here: &Here) -> String {
    let lines = entry.children.iter().map(|child| {
        let current = if here.is_at(&child.href) { " class=\"current\" aria-current=\"page\"" } else { "" };
        format!(
            "<li{current}><a href=\"{}\"{current}>{}</a></li>",
            escape(&staff.address(&child.href)),
            escape(&child.title)
        )
    });
    format!("<ul class=\"wp-submenu wp-submenu-wrap\">{}</ul>", lines.collect::<String>())
}

/// How many wait, as WordPress's bubble.
fn bubble(staff: &Staff, count: u64) -> String {
    if count == 0 {
        return String::new();
    }
    format!(
        " <span class=\"awaiting-mod count-{count}\"><span class=\"pending-count\" aria-hidden=\"true\">{count}</span>\
         <span class=\"screen-reader-text\">{count} {}</span></span>",
        escape(&staff.say("Comments in moderation"))
    )
}

/// Which line of the menu the address belongs to.
struct Here {
    file: String,
    kind: String,
}

impl Here {
    fn of(staff: &Staff) -> Self {
        let path = staff.request.path().strip_prefix("/wp-admin/").unwrap_or_default();
        let path = if path.is_empty() { "index.php" } else { path };
        let query = url::form_urlencoded::parse(staff.request.query_string().as_bytes());
        let kind = query.filter(|(name, _)| name == "post_type" || name == "taxonomy").map(|(_, value)| value).next();
        let file = match path {
            "term.php" => "edit-tags.php",
            "user-edit.php" => "users.php",
            "comment.php" => "edit-comments.php",
            other => other,
        };
        let kind = kind.filter(|kind| kind != "post").unwrap_or_default().into_owned();
        Self { file: file.to_owned(), kind }
    }

    fn is_at(&self, href: &str) -> bool {
        let (file, query) = href.split_once('?').unwrap_or((href, ""));
        let kind = query.split_once('=').map(|(_, kind)| kind).unwrap_or_default();
        self.file == file && self.kind == kind
    }

    fn is_within(&self, entry: &Entry) -> bool {
        entry.children.iter().any(|child| self.is_at(&child.href))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_knows_pages_from_posts() {
        let pages = Here { file: "edit.php".into(), kind: "page".into() };
        assert!(pages.is_at("edit.php?post_type=page") && !pages.is_at("edit.php"));
        let tags = Here { file: "edit-tags.php".into(), kind: "post_tag".into() };
        assert!(tags.is_at("edit-tags.php?taxonomy=post_tag") && !tags.is_at("edit-tags.php?taxonomy=category"));
    }
}
