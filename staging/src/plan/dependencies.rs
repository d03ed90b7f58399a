//! What a line of the plan cannot do without: new rows that must come along, and rows of production that must stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::files::owners;
use super::item::{Action, Item};
use crate::documents::{Key, Reference, references};

/// Notes for each item which new rows of the plan it needs; gives the other rows that each item refers to.
pub(super) fn settle(items: &mut [Item]) -> BTreeMap<Key, BTreeSet<Key>> {
    let added: BTreeSet<Key> =
        items.iter().filter(|item| item.action == Action::Add).map(|item| item.key.clone()).collect();
    let files = owners(items);
    let mut others = BTreeMap::new();
    for item in items.iter_mut() {
        let Some(after) = &item.after else { continue };
        let mut elsewhere = BTreeSet::new();
        for reference in references(after) {
            let row = match reference {
                Reference::Row(key) => key,
                Reference::File(file) => match files.get(&file) {
                    Some(attachment) => attachment.clone(),
                    None => continue,
                },
            };
            match row {
                row if row == item.key => {}
                row if added.contains(&row) => drop(item.needs.insert(row)),
                row => drop(elsewhere.insert(row)),
            }
        }
        others.insert(item.key.clone(), elsewhere);
    }
    others
}
