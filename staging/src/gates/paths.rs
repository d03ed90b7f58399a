//! The pages that a plan changes, as a visitor of the environment calls them.

use cms::posts::{self, Post};
use cms::terms::{self, Term};
use cms::{Result, Site, permalinks};

use crate::documents::Kind;
use crate::plan::{Action, Plan};

/// Taxonomies whose terms have pages on every site.
const HAS_PAGES: [&str; 2] = ["category", "post_tag"];
/// Posts that are looked at besides the front page, and terms. Of more, some from all over the plan.
const MOST: usize = 400;

/// The front page, and every published post and every term of the plan that has an address, by path.
pub async fn changed_pages(staging: &Site, plan: &Plan) -> Result<Vec<String>> {
    let ids = sampled(plan.published().filter_map(|item| item.staging_key.number()).collect());
    let posts = posts::by_ids(staging, &ids).await?;
    let mut posts: Vec<&Post> = posts.iter().filter(|post| post.status == "publish").collect();
    posts.sort_by_key(|post| post.id);
    let terms = terms::by_ids(staging, &sampled(changed_terms(plan))).await?;
    let terms: Vec<Term> = terms.into_iter().filter(|term| HAS_PAGES.contains(&term.taxonomy.as_str())).collect();
    let (of_posts, of_terms) =
        (permalinks::of_posts(staging, &posts).await?, permalinks::of_terms(staging, &terms).await?);
    let addresses = posts.iter().filter_map(|post| of_posts.get(&post.id));
    let addresses = addresses.chain(terms.iter().filter_map(|term| of_terms.get(&term.id)));
    let path = |address: &String| address.strip_prefix(staging.url()).unwrap_or(address).to_owned();
    Ok(std::iter::once("/".to_owned()).chain(addresses.map(path)).collect())
}

/// Before the database is asked: a plan may have more rows than a statement takes.
fn sampled(ids: Vec<i64>) -> Vec<i64> {
    let step = ids.len().div_ceil(MOST).max(1);
    ids.into_iter().step_by(step).collect()
}

fn changed_terms(plan: &Plan) -> Vec<i64> {
    let terms = plan.items.iter().filter(|item| item.staging_key.kind == Kind::Term && item.action != Action::Delete);
    terms.filter_map(|item| item.staging_key.number()).collect()
}
