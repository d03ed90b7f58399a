//! Takes a part of a plan: what it needs comes along, and what others need cannot be left out.

use std::collections::BTreeSet;

use cms::{Error, Result};

use super::item::Item;
use super::make::Selection;
use crate::documents::Key;

/// The items that were asked for, and the keys of those that were not.
pub(super) fn select(items: Vec<Item>, selection: &Selection) -> Result<(Vec<Item>, Vec<Key>)> {
    for asked in selection.only.iter().chain(&selection.without) {
        if !items.iter().any(|item| is_meant(item, asked)) {
            return Err(Error::not_found("item_not_found", format!("The plan has no {asked}.")));
        }
    }
    let wanted = wanted(&items, selection);
    let without = |key: &Key| !wanted.contains(key);
    for item in items.iter().filter(|item| wanted.contains(&item.key)) {
        if let Some(missing) = item.needs.iter().find(|need| without(need)) {
            let title = items.iter().find(|other| other.key == *missing).map(|other| other.title.as_str());
            let message = format!(
                "{missing} \u{201c}{}\u{201d} cannot be left out: {} \u{201c}{}\u{201d} needs it.",
                title.unwrap_or_default(),
                item.key,
                item.title
            );
            return Err(Error::refused("item_needed", message));
        }
    }
    let (taken, left): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| wanted.contains(&item.key));
    let marked = taken.into_iter().map(|item| Item {
        brought_along: !selection.only.is_empty() && !selection.only.iter().any(|asked| is_meant(&item, asked)),
        ..item
    });
    Ok((marked.collect(), left.into_iter().map(|item| item.key).collect()))
}

fn is_meant(item: &Item, asked: &Key) -> bool {
    item.key == *asked || item.staging_key == *asked
}

fn wanted(items: &[Item], selection: &Selection) -> BTreeSet<Key> {
    let asked = |item: &&Item| selection.only.is_empty() || selection.only.iter().any(|key| is_meant(item, key));
    let left = |item: &&Item| !selection.without.iter().any(|key| is_meant(item, key));
    let mut wanted: BTreeSet<Key> = items.iter().filter(asked).filter(left).map(|item| item.key.clone()).collect();
    if selection.only.is_empty() {
        return wanted;
    }
    // What is needed by what was asked for comes along, and so on.
    loop {
        let needed = items.iter().filter(|item| wanted.contains(&item.key)).flat_map(|item| item.needs.iter().cloned());
        let more: Vec<Key> = needed.filter(|key| !wanted.contains(key) && !selection.without.contains(key)).collect();
        if more.is_empty() {
            return wanted;
        }
        wanted.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Document, Fields, Kind};
    use crate::plan::Action;

    fn item(id: i64, needs: &[i64]) -> Item {
        let key = Key::numbered(Kind::Post, id);
        Item {
            key: key.clone(),
            staging_key: key.clone(),
            action: Action::Add,
            title: format!("P{id}"),
            sort: "post".into(),
            changes: Vec::new(),
            after: Some(Document { key, fields: Fields::new() }),
            staging_digest: None,
            production_digest: None,
            needs: needs.iter().map(|id| Key::numbered(Kind::Post, *id)).collect(),
            brought_along: false,
            notes: Vec::new(),
        }
    }

    fn keys(ids: &[i64]) -> Vec<Key> {
        ids.iter().map(|id| Key::numbered(Kind::Post, *id)).collect()
    }

    #[test]
    fn what_is_needed_comes_along_and_is_marked() {
        let items = vec![item(1, &[2]), item(2, &[3]), item(3, &[]), item(4, &[])];
        let (taken, left) = select(items, &Selection { only: keys(&[1]), without: Vec::new() }).unwrap();
        assert_eq!(taken.iter().map(|item| item.brought_along).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!(left, keys(&[4]));
    }

    #[test]
    fn what_is_needed_cannot_be_left_out_and_is_named() {
        let items = vec![item(1, &[2]), item(2, &[])];
        let refused = select(items, &Selection { only: Vec::new(), without: keys(&[2]) }).unwrap_err();
        assert!(refused.to_string().contains("post:2") && refused.to_string().contains("post:1"), "{refused}");
    }

    #[test]
    fn what_is_not_in_the_plan_cannot_be_chosen() {
        let refused = select(vec![item(1, &[])], &Selection { only: keys(&[9]), without: Vec::new() });
        assert_eq!(refused.unwrap_err().code(), "item_not_found");
    }
}
