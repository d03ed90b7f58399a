//! The pages that a plan changes, as a visitor of the environment calls them.

use cms::{Result, Site, permalinks, posts, terms};

use crate::documents::Kind;
use crate::plan::{Action, Plan};

/// Pages that are looked at, besides the front page. Of more, some from all over the plan.
const MOST: usize = 400;

/// The front page, and every published post and every term of the plan that has an address, by path.
pub async fn changed_pages(staging: &Site, plan: &Plan) -> Result<Vec<String>> {
    let mut addresses = Vec::new();
    for post in posts::by_ids(staging, &numbers(plan, Kind::Post)).await? {
        if post.status == "publish" && matches!(post.post_type.as_str(), "post" | "page") {
            addresses.push(permalinks::of_post(staging, &post).await?);
        }
    }
    for term in terms::by_ids(staging, &numbers(plan, Kind::Term)).await? {
        if matches!(term.taxonomy.as_str(), "category" | "post_tag") {
            addresses.push(permalinks::of_term(staging, &term).await?);
        }
    }
    let step = addresses.len().div_ceil(MOST).max(1);
    let path = |address: String| address.strip_prefix(staging.url()).map_or_else(|| address.clone(), str::to_owned);
    Ok(std::iter::once("/".to_owned()).chain(addresses.into_iter().step_by(step).map(path)).collect())
}

fn numbers(plan: &Plan, kind: Kind) -> Vec<i64> {
    let changed = plan.items.iter().filter(|item| item.staging_key.kind == kind && item.action != Action::Delete);
    changed.filter_map(|item| item.staging_key.number()).collect()
}
