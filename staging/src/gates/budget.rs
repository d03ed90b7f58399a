//! Gate `budget`: a page is not much heavier or slower than it may be. Time is measured against production in the same
//! run, turn by turn, since a machine is never as fast as it was yesterday.

use super::bench::{Budget, Side};
use super::fetched::{Page, Visitor};
use crate::Result;

/// Tries for each page on each side; the least of them counts, since others only disturb.
const TRIES: u32 = 5;

/// Pages that cost too much.
pub(super) async fn exceeded(
    visitor: &Visitor,
    production: Option<&Side>,
    budget: &Budget,
    pages: &[Page],
) -> Result<Vec<String>> {
    let mut told = Vec::new();
    let other = production.map(Visitor::of).transpose()?;
    for page in pages.iter().filter(|page| page.status == 200) {
        if page.bytes > budget.most_bytes {
            told.push(format!("{} has {} bytes, at most {}", page.path, page.bytes, budget.most_bytes));
        }
        if let Some(other) = &other {
            told.extend(slower(visitor, other, budget, &page.path).await);
        }
    }
    Ok(told)
}

/// A page that production does not have yet has nothing to be compared with.
async fn slower(visitor: &Visitor, production: &Visitor, budget: &Budget, path: &str) -> Option<String> {
    let path = fresh(path);
    let here = visitor.least_milliseconds(&path, TRIES).await.ok()?;
    let there = production.least_milliseconds(&path, TRIES).await.ok()?;
    let most = there * budget.most_times_slower + budget.free_milliseconds;
    let told = || format!("{path} takes {here:.1} ms, and production {there:.1} ms: at most {most:.1} ms");
    (here > most).then(told)
}

/// A page out of the cache says nothing about what it costs to make: a parameter that nobody asked for before makes it
/// anew.
fn fresh(path: &str) -> String {
    let between = if path.contains('?') { '&' } else { '?' };
    format!("{path}{between}measured={}", platform::secrets::random_hex(4))
}
