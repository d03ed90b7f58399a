//! When each tag was last purged, as this process has seen it, and so whether something made earlier is still true.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use crate::CacheTag;

/// More tags than this are forgotten at once; whatever was made before then counts as stale.
const MOST_TAGS: usize = 200_000;

/// A moment in this process's sequence of purges. Note it *before* loading; compare it when storing and when serving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

#[derive(Clone, Copy, Debug, Default)]
struct LastPurge {
    sequence: u64,
    /// The database's own number of the purging transaction, comparable between fronts.
    transaction: i64,
}

#[derive(Debug, Default)]
struct State {
    sequence: u64,
    forgotten_before: u64,
    forgotten_transaction: i64,
    last: HashMap<(i64, CacheTag), LastPurge>,
}

/// The last purge of every tag. Cheap to clone; clones share.
#[derive(Clone, Debug, Default)]
pub struct Generations {
    state: Arc<RwLock<State>>,
}

impl Generations {
    /// Now: to be noted before anything is read from the database.
    pub fn now(&self) -> Moment {
        Moment(self.read(|state| state.sequence))
    }

    /// Records that `tag` of the site was purged by the database's `transaction`. Site 0 means every site.
    pub fn purge(&self, site_id: i64, tag: CacheTag, transaction: i64) {
        let mut state = self.state.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.sequence += 1;
        if state.last.len() >= MOST_TAGS {
            state.forgotten_before = state.sequence;
            state.forgotten_transaction =
                state.last.values().map(|last| last.transaction).max().unwrap_or(0).max(state.forgotten_transaction);
            state.last.clear();
        }
        let sequence = state.sequence;
        let last = state.last.entry((site_id, tag)).or_default();
        last.sequence = sequence;
        last.transaction = last.transaction.max(transaction);
    }

    /// Whether what was made from `tags`, and begun at `since`, has not been purged since.
    pub fn is_fresh(&self, site_id: i64, tags: &[CacheTag], since: Moment) -> bool {
        self.read(|state| {
            since.0 >= state.forgotten_before && state.purges_of(site_id, tags).all(|last| last.sequence <= since.0)
        })
    }

    /// The same for what another front made from a database snapshot that had seen every transaction before `position`.
    pub fn is_fresh_at(&self, site_id: i64, tags: &[CacheTag], position: i64) -> bool {
        self.read(|state| {
            position > state.forgotten_transaction
                && state.purges_of(site_id, tags).all(|last| last.transaction < position)
        })
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

impl State {
    fn purges_of<'a>(&'a self, site_id: i64, tags: &'a [CacheTag]) -> impl Iterator<Item = &'a LastPurge> {
        let whole = [(0, CacheTag::Site), (site_id, CacheTag::Site)];
        let whole = whole.into_iter().filter_map(|key| self.last.get(&key));
        let own = move |tag: &CacheTag| [(site_id, tag.clone()), (0, tag.clone())];
        whole.chain(tags.iter().flat_map(own).filter_map(|key| self.last.get(&key)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begun_before_a_purge_is_stale_after_it() {
        let generations = Generations::default();
        let before = generations.now();
        generations.purge(1, CacheTag::Post(5), 100);
        assert!(!generations.is_fresh(1, &[CacheTag::Post(5)], before));
        assert!(generations.is_fresh(1, &[CacheTag::Post(5)], generations.now()));
        assert!(generations.is_fresh(1, &[CacheTag::Post(6)], before));
        assert!(generations.is_fresh(2, &[CacheTag::Post(5)], before));
    }

    #[test]
    fn purging_a_site_makes_all_of_it_stale() {
        let generations = Generations::default();
        let before = generations.now();
        generations.purge(1, CacheTag::Site, 100);
        assert!(!generations.is_fresh(1, &[], before));
        assert!(generations.is_fresh(2, &[], before));
        generations.purge(0, CacheTag::Site, 101);
        assert!(!generations.is_fresh(2, &[], before));
    }

    #[test]
    fn a_purge_of_every_site_reaches_each_of_them() {
        let generations = Generations::default();
        let before = generations.now();
        generations.purge(0, CacheTag::Theme, 100);
        assert!(!generations.is_fresh(7, &[CacheTag::Theme], before));
        assert!(generations.is_fresh(7, &[CacheTag::Menus], before));
    }

    #[test]
    fn a_snapshot_that_missed_a_late_commit_is_stale() {
        let generations = Generations::default();
        generations.purge(1, CacheTag::Post(5), 100);
        assert!(!generations.is_fresh_at(1, &[CacheTag::Post(5)], 100), "transaction 100 was still open then");
        assert!(generations.is_fresh_at(1, &[CacheTag::Post(5)], 101));
    }

    #[test]
    fn forgetting_purges_makes_older_things_stale() {
        let generations = Generations::default();
        let before = generations.now();
        for id in 0..=MOST_TAGS as i64 {
            generations.purge(1, CacheTag::Post(id), id);
        }
        assert!(!generations.is_fresh(1, &[CacheTag::Post(-1)], before));
        assert!(!generations.is_fresh_at(1, &[CacheTag::Post(-1)], 7));
    }
}
