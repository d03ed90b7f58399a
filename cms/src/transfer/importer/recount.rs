//! What other rows know of the imported ones: how many posts a term has, and parents that never came.

use crate::{CacheTag, Change, Result, Site, terms};
use sea_orm::{ConnectionTrait, Statement};

/// As WordPress's importer: a post whose parent is not there stands on top.
const FREE_ORPHANS: &str = "
UPDATE posts SET parent_id = 0
WHERE site_id = $1 AND parent_id <> 0 AND post_type <> 'revision' AND NOT EXISTS (
  SELECT 1 FROM posts parent WHERE parent.site_id = posts.site_id AND parent.id = posts.parent_id)";

/// Counts every term's posts anew, and, if the file was read to its end, frees posts from parents that do not exist.
pub(super) async fn recount(site: &Site, file_is_whole: bool) -> Result<()> {
    let mut change = Change::begin(site).await?;
    terms::recount_all(&change, site.id()).await?;
    if file_is_whole {
        let backend = site.host().database().backend();
        let statement = Statement::from_sql_and_values(backend, FREE_ORPHANS, [site.id().into()]);
        change.connection().execute_raw(statement).await?;
    }
    change.makes_stale(CacheTag::Site);
    change.commit().await
}
