//! The number of shown comments that a post carries.

use sea_orm::{ConnectionTrait, Statement};

use super::submit::makes_stale;
use crate::{Change, Result};

/// Counts the shown comments of a post anew, in the change that altered them, and names what is stale by it.
pub(super) async fn refresh(change: &mut Change, site_id: i64, post_id: i64) -> Result<()> {
    let sql = "UPDATE posts SET comment_count = (SELECT COUNT(*) FROM comments WHERE comments.site_id = $1
               AND comments.post_id = $2 AND comments.status = 'approved' AND comments.comment_type <> 'note')
               WHERE site_id = $1 AND id = $2";
    let connection = change.connection();
    let values = [site_id.into(), post_id.into()];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    connection.execute_raw(statement).await?;
    makes_stale(change, post_id);
    Ok(())
}
