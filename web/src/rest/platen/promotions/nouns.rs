//! A plan by noun: the order in which a person reads it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use staging::plan::{Action, Plan};

/// How many rows of each post type, taxonomy and kind are made, changed and deleted, and how many conflicts are open
/// there; what has most changes first.
pub fn nouns(plan: &Plan) -> Vec<(&str, [usize; 4])> {
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for item in &plan.items {
        let count = counts.entry(&item.sort).or_default();
        let place = match item.action {
            Action::Add => 0,
            Action::Change => 1,
            Action::Delete => 2,
        };
        count[place] += 1;
        count[3] += item.conflicts().count();
    }
    let mut counts: Vec<(&str, [usize; 4])> = counts.into_iter().collect();
    counts.sort_by_key(|(noun, [add, change, delete, _])| (Reverse(add + change + delete), *noun));
    counts
}
