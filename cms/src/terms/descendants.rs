//! Terms below terms.

use std::collections::HashSet;

use crate::{Result, Site};

/// These terms of a taxonomy with every term below them (`get_term_children`). Circles are walked once.
pub async fn with_descendants(site: &Site, taxonomy: &str, ids: &[i64]) -> Result<Vec<i64>> {
    let all = super::of_taxonomy(site, taxonomy).await?;
    let mut found: HashSet<i64> = ids.iter().copied().collect();
    let mut waiting = ids.to_vec();
    while let Some(parent) = waiting.pop() {
        let children = all.iter().filter(|term| term.parent_id == parent && term.parent_id != 0);
        for child in children {
            if found.insert(child.id) {
                waiting.push(child.id);
            }
        }
    }
    Ok(found.into_iter().collect())
}
