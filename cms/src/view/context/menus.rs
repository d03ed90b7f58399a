//! Menus and widgets as templates see them.

use serde::Serialize;

/// A menu.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MenuView {
    /// The term of taxonomy `nav_menu`.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its top items.
    pub items: Vec<MenuItem>,
}

/// One item of a menu.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MenuItem {
    /// The post of type `nav_menu_item`.
    pub id: i64,
    /// Its words. HTML.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// `_blank`, or empty.
    pub target: String,
    /// The link's `rel`, or empty.
    pub rel: String,
    /// The link's `title`, or empty.
    pub attr_title: String,
    /// A longer text, or empty.
    pub description: String,
    /// `custom`, `post_type`, `post_type_archive` or `taxonomy`.
    #[serde(rename = "type")]
    pub item_type: String,
    /// `page`, `category`, `custom`, ….
    pub object: String,
    /// The post or term that it leads to, or 0.
    pub object_id: i64,
    /// WordPress's classes, the editor's own first.
    pub classes: Vec<String>,
    /// Whether it leads to this page.
    pub current: bool,
    /// Whether it stands above the item that leads to this page.
    pub current_ancestor: bool,
    /// The items under it.
    pub children: Vec<MenuItem>,
}

/// One widget of a sidebar.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WidgetView {
    /// WordPress's identifier, such as `block-2`.
    pub id: String,
    /// Finished HTML.
    pub html: String,
}
