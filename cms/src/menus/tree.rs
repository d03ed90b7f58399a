//! A menu as a tree.

use std::collections::HashMap;

/// A menu.
#[derive(Clone, Debug, Default)]
pub struct Menu {
    /// The term of taxonomy `nav_menu`.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its top items.
    pub items: Vec<Item>,
}

/// One item of a menu.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// The post of type `nav_menu_item`.
    pub id: i64,
    /// The item it stands under, or 0.
    pub parent_id: i64,
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
    pub item_type: String,
    /// `page`, `category`, `custom`, ….
    pub object: String,
    /// The post or term that it leads to, or 0.
    pub object_id: i64,
    /// The editor's own classes.
    pub classes: Vec<String>,
    /// The items under it.
    pub children: Vec<Item>,
}

/// Puts items that come in their order under their parents. One whose parent is not there stands at the top.
pub(super) fn grow(items: Vec<Item>) -> Vec<Item> {
    let known: Vec<i64> = items.iter().map(|item| item.id).collect();
    let mut below: HashMap<i64, Vec<Item>> = HashMap::new();
    let mut tops = Vec::new();
    for item in items {
        if item.parent_id != 0 && item.parent_id != item.id && known.contains(&item.parent_id) {
            below.entry(item.parent_id).or_default().push(item);
        } else {
            tops.push(item);
        }
    }
    tops.into_iter().map(|item| with_children(item, &mut below)).collect()
}

fn with_children(mut item: Item, below: &mut HashMap<i64, Vec<Item>>) -> Item {
    let children = below.remove(&item.id).unwrap_or_default();
    item.children = children.into_iter().map(|child| with_children(child, below)).collect();
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: i64, parent_id: i64) -> Item {
        Item { id, parent_id, ..Item::default() }
    }

    fn shape(items: &[Item]) -> String {
        items.iter().map(|item| format!("{}({})", item.id, shape(&item.children))).collect()
    }

    #[test]
    fn items_stand_under_their_parents_and_orphans_at_the_top() {
        assert_eq!(shape(&grow(vec![item(1, 0), item(2, 1), item(3, 2), item(4, 9), item(5, 1)])), "1(2(3())5())4()");
        assert_eq!(shape(&grow(vec![item(1, 1)])), "1()");
    }
}
