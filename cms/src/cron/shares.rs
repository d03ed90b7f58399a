//! How a claim is shared between sites, so that one with a hundred thousand events makes no other's late.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use sea_orm::FromQueryResult;
use serde::Serialize;

/// A site that has due events of one priority.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Due {
    pub site_id: i64,
    pub priority: i64,
    /// When the oldest of them was due.
    pub next_run: NaiveDateTime,
}

/// How many events of one site and priority a claim may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Share {
    pub site: i64,
    pub priority: i64,
    pub most: usize,
}

/// What one runner may take.
#[derive(Clone, Debug, Default)]
pub struct Appetite {
    /// Slots that are free.
    pub free: usize,
    /// Slots that one site may hold at the most.
    pub per_site: usize,
    /// Slots that sites hold now.
    pub held: HashMap<i64, usize>,
}

/// Deals the free slots out: to all sites the same number first, what is left to whoever waits longest; the more urgent
/// before the less.
pub(super) fn deal(mut due: Vec<Due>, appetite: &Appetite) -> Vec<Share> {
    due.sort_by_key(|due| (due.priority, due.next_run));
    let mut left_of_site: HashMap<i64, usize> = HashMap::new();
    for due in &due {
        let held = appetite.held.get(&due.site_id).copied().unwrap_or(0);
        left_of_site.insert(due.site_id, appetite.per_site.saturating_sub(held));
    }
    let hungry = left_of_site.values().filter(|left| **left > 0).count().max(1);
    let even = (appetite.free / hungry).max(1);
    let mut free = appetite.free;
    let mut shares: Vec<Share> =
        due.iter().map(|due| Share { site: due.site_id, priority: due.priority, most: 0 }).collect();
    for most in [even, usize::MAX] {
        let mut round: HashMap<i64, usize> = HashMap::new();
        for share in &mut shares {
            let left = left_of_site.get_mut(&share.site).expect("each site was entered");
            let of_round = round.entry(share.site).or_insert(most);
            let given = free.min(*left).min(*of_round);
            share.most += given;
            (*left, *of_round, free) = (*left - given, *of_round - given, free - given);
        }
    }
    shares.retain(|share| share.most > 0);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(site_id: i64, priority: i64, second: i64) -> Due {
        let next_run = chrono::DateTime::from_timestamp(second, 0).unwrap().naive_utc();
        Due { site_id, priority, next_run }
    }

    fn dealt(due: Vec<Due>, appetite: &Appetite) -> Vec<(i64, i64, usize)> {
        deal(due, appetite).into_iter().map(|share| (share.site, share.priority, share.most)).collect()
    }

    #[test]
    fn every_site_has_its_part_before_anyone_has_more() {
        let appetite = Appetite { free: 16, per_site: 12, held: HashMap::new() };
        assert_eq!(dealt(vec![due(1, 2, 0), due(2, 2, 5)], &appetite), [(1, 2, 8), (2, 2, 8)]);
        let one_each = dealt((1..=100).map(|site| due(site, 2, site)).collect(), &appetite);
        assert_eq!(one_each, (1..=16).map(|site| (site, 2, 1)).collect::<Vec<_>>(), "the oldest sixteen");
    }

    #[test]
    fn a_site_never_holds_more_than_its_part() {
        let appetite = Appetite { free: 10, per_site: 8, held: HashMap::from([(1, 6)]) };
        assert_eq!(dealt(vec![due(1, 2, 0)], &appetite), [(1, 2, 2)]);
        assert_eq!(dealt(vec![due(1, 1, 0), due(1, 2, 0), due(2, 2, 9)], &appetite), [(1, 1, 2), (2, 2, 8)]);
    }

    #[test]
    fn what_is_urgent_goes_first() {
        let appetite = Appetite { free: 2, per_site: 2, held: HashMap::new() };
        assert_eq!(dealt(vec![due(1, 3, 0), due(1, 1, 9), due(1, 2, 5)], &appetite), [(1, 1, 2)]);
    }
}
