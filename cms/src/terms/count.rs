//! How many published posts each term has.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use super::entity;
use crate::{CacheTag, Change, Result};

/// As WordPress counts: published posts, and attachments of published posts. Posts are reached by statement: their slice
/// knows terms, not the other way.
const COUNT: &str = "
UPDATE terms SET count = (
  SELECT COUNT(*) FROM term_relationships r
  JOIN posts p ON p.site_id = r.site_id AND p.id = r.post_id
  LEFT JOIN posts parent ON p.status = 'inherit' AND parent.site_id = p.site_id AND parent.id = p.parent_id
  WHERE r.site_id = terms.site_id AND r.term_id = terms.id AND (p.status = 'publish' OR parent.status = 'publish'))
WHERE site_id = $1";

/// Counts these terms anew and notes them and their taxonomies as stale.
pub(crate) async fn recount(change: &mut Change, site_id: i64, term_ids: &BTreeSet<i64>) -> Result<()> {
    if term_ids.is_empty() {
        return Ok(());
    }
    let backend = change.connection().get_database_backend();
    let of_one = format!("{COUNT} AND id = $2");
    for id in term_ids {
        let statement = Statement::from_sql_and_values(backend, &of_one, [site_id.into(), (*id).into()]);
        change.connection().execute_raw(statement).await?;
    }
    let terms = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site_id))
        .filter(entity::Column::Id.is_in(term_ids.iter().copied()))
        .all(change.connection())
        .await?;
    for term in terms {
        change.makes_stale(CacheTag::Term(term.id));
        change.makes_stale(CacheTag::Terms(term.taxonomy));
    }
    Ok(())
}

/// Counts every term of a site anew, in one statement; what was made from any of them is for the caller to name.
pub(crate) async fn recount_all(change: &Change, site_id: i64) -> Result<()> {
    let backend = change.connection().get_database_backend();
    change.connection().execute_raw(Statement::from_sql_and_values(backend, COUNT, [site_id.into()])).await?;
    Ok(())
}
