//! Comments that have been in the trash too long.

use chrono::Duration;
use sea_orm::{ConnectionTrait, Statement};

use super::set_status::TIME_KEY;
use crate::{Result, Site};

/// Comments that have been in the trash for longer than `age`, oldest first, at most `how_many`. WordPress never deletes
/// what does not say when it came there.
pub async fn in_trash_since(site: &Site, age: Duration, how_many: usize) -> Result<Vec<i64>> {
    let before = (site.host().now() - age).and_utc().timestamp();
    let sql = "SELECT c.id AS id, m.meta_value AS since FROM comments c JOIN comment_meta m ON m.site_id = c.site_id \
               AND m.comment_id = c.id AND m.meta_key = $2 WHERE c.site_id = $1 AND c.status = 'trash' ORDER BY c.id";
    let values = [site.id().into(), TIME_KEY.into()];
    let statement = Statement::from_sql_and_values(site.host().database().backend(), sql, values);
    let mut old = Vec::new();
    for row in site.writer().query_all_raw(statement).await? {
        let since = row.try_get::<String>("", "since")?.parse::<i64>();
        if since.is_ok_and(|since| since < before) {
            old.push(row.try_get("", "id")?);
        }
    }
    old.truncate(how_many);
    Ok(old)
}
