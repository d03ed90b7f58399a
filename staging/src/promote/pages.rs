//! A look at the pages, once the rows are there.

use cms::view::{self, Answer, Request};
use cms::{Result, Site, permalinks, posts};

use crate::plan::Plan;

/// Changed pages that are looked at, besides the front page.
const SAMPLED: usize = 12;

/// What is wrong with the first page that is not as it should be; none where all answer.
pub(super) async fn fault(production: &Site, plan: &Plan) -> Result<Option<String>> {
    let mut paths = vec!["/".to_owned()];
    let ids: Vec<i64> = plan.published().filter_map(|item| item.key.number()).collect();
    // Some from all over the plan and not its first ones alone.
    let step = ids.len().div_ceil(SAMPLED).max(1);
    for id in ids.into_iter().step_by(step) {
        let Some(post) = posts::by_id(production, id).await? else {
            return Ok(Some(format!("post:{id} cannot be read.")));
        };
        let address = permalinks::of_post(production, &post).await?;
        paths.push(address.strip_prefix(production.url()).unwrap_or(&address).to_owned());
    }
    for path in paths {
        if let Some(fault) = look(production, &path).await {
            return Ok(Some(fault));
        }
    }
    Ok(None)
}

async fn look(production: &Site, path: &str) -> Option<String> {
    match view::answer(production, &Request::visit(path)).await {
        Ok(Answer::Page(page)) if page.status != 200 => Some(format!("{path} answers {}.", page.status)),
        Ok(_) => None,
        Err(error) => Some(format!("{path} cannot be rendered: {error}")),
    }
}
