//! What is counted and not written: comments of posts, posts of terms.

use std::collections::BTreeSet;

use cms::Result;
use sea_orm::{ConnectionTrait, Statement};

const COMMENTS: &str = "
UPDATE posts SET comment_count = (SELECT COUNT(*) FROM comments WHERE comments.site_id = posts.site_id
  AND comments.post_id = posts.id AND comments.status = 'approved' AND comments.comment_type <> 'note')
WHERE site_id = $1";

/// As WordPress counts: published posts, and attachments of published posts.
const TERMS: &str = "
UPDATE terms SET count = (
  SELECT COUNT(*) FROM term_relationships r
  JOIN posts p ON p.site_id = r.site_id AND p.id = r.post_id
  LEFT JOIN posts parent ON p.status = 'inherit' AND parent.site_id = p.site_id AND parent.id = p.parent_id
  WHERE r.site_id = terms.site_id AND r.term_id = terms.id AND (p.status = 'publish' OR parent.status = 'publish'))
WHERE site_id = $1";

/// Counts anew the comments of these posts and the posts of these terms, or of all.
pub async fn recount<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    of_these: Option<(&BTreeSet<i64>, &BTreeSet<i64>)>,
) -> Result<()> {
    let backend = connection.get_database_backend();
    let Some((posts, terms)) = of_these else {
        for sql in [COMMENTS, TERMS] {
            connection.execute_raw(Statement::from_sql_and_values(backend, sql, [site_id.into()])).await?;
        }
        return Ok(());
    };
    for (sql, ids) in [(COMMENTS, posts), (TERMS, terms)] {
        let of_one = format!("{sql} AND id = $2");
        for id in ids {
            let values = [site_id.into(), (*id).into()];
            connection.execute_raw(Statement::from_sql_and_values(backend, &of_one, values)).await?;
        }
    }
    Ok(())
}
