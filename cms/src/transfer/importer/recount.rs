//! What other rows know of the imported ones: how many posts a term has, and parents that never came.

use crate::{CacheTag, Change, Result, Site};
use sea_orm::{ConnectionTrait, Statement};

/// As WordPress counts: published posts, and attachments of published posts.
const COUNT_TERMS: &str = "
UPDATE terms SET count = (
  SELECT COUNT(*) FROM term_relationships r
  JOIN posts p ON p.site_id = r.site_id AND p.id = r.post_id
  LEFT JOIN posts parent ON p.status = 'inherit' AND parent.site_id = p.site_id AND parent.id = p.parent_id
  WHERE r.site_id = terms.site_id AND r.term_id = terms.id AND (p.status = 'publish' OR parent.status = 'publish'))
WHERE site_id = $1";

/// As WordPress's importer: a post whose parent is not there stands on top.
const FREE_ORPHANS: &str = "
UPDATE posts SET parent_id = 0
WHERE site_id = $1 AND parent_id <> 0 AND post_type <> 'revision' AND NOT EXISTS (
  SELECT 1 FROM posts parent WHERE parent.site_id = posts.site_id AND parent.id = posts.parent_id)";

/// Counts every term's posts anew, and, if the file was read to its end, frees posts from parents that do not exist.
pub(super) async fn recount(site: &Site, file_is_whole: bool) -> Result<()> {
    let mut change = Change::begin(site).await?;
    run(&change, site, COUNT_TERMS).await?;
    if file_is_whole {
        run(&change, site, FREE_ORPHANS).await?;
    }
    change.makes_stale(CacheTag::Site);
    change.commit().await
}

async fn run(change: &Change, site: &Site, sql: &str) -> Result<()> {
    let statement = Statement::from_sql_and_values(site.host().database().backend(), sql, [site.id().into()]);
    change.connection().execute_raw(statement).await?;
    Ok(())
}
