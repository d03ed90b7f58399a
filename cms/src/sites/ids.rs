//! New ids, counted from 1 in each site. They are taken before the transaction that uses them begins, so that no lock
//! on the counter is held until the commit; gaps are fine.

use sea_orm::{ConnectionTrait, Statement};

use super::Site;
use crate::{Error, Result};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Posts of every type.
    Posts,
    /// Terms of every taxonomy.
    Terms,
    /// Comments.
    Comments,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Terms => "terms",
            Self::Comments => "comments",
        }
    }
}

/// A new id of this kind.
pub async fn next(site: &Site, kind: Kind) -> Result<i64> {
    next_many(site, kind, 1).await
}

/// The first of `how_many` new ids in a row.
pub async fn next_many(site: &Site, kind: Kind, how_many: i64) -> Result<i64> {
    let sql = "INSERT INTO counters (site_id, kind, next_id) VALUES ($1, $2, 1 + $3)
               ON CONFLICT (site_id, kind) DO UPDATE SET next_id = counters.next_id + $3 RETURNING next_id";
    let values = [site.id().into(), kind.name().into(), how_many.into()];
    let statement = Statement::from_sql_and_values(site.host().database().backend(), sql, values);
    let row = site.writer().query_one_raw(statement).await?;
    let row = row.ok_or_else(|| Error::Internal("a counter gave no number".into()))?;
    Ok(row.try_get::<i64>("", "next_id")? - how_many)
}

/// Sees to it that new ids of this kind are above `used`: an import kept its own.
pub async fn at_least<C: ConnectionTrait>(connection: &C, site_id: i64, kind: Kind, used: i64) -> Result<()> {
    let sql = "INSERT INTO counters (site_id, kind, next_id) VALUES ($1, $2, $3 + 1)
               ON CONFLICT (site_id, kind) DO UPDATE SET next_id = $3 + 1 WHERE counters.next_id <= $3";
    let values = [site_id.into(), kind.name().into(), used.into()];
    connection.execute_raw(Statement::from_sql_and_values(connection.get_database_backend(), sql, values)).await?;
    Ok(())
}
