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
               ON CONFLICT (site_id, kind) DO UPDATE SET next_id = counters.next_id + $3
               WHERE counters.last_id IS NULL OR counters.next_id + $3 <= counters.last_id + 1 RETURNING next_id";
    let values = [site.id().into(), kind.name().into(), how_many.into()];
    let statement = Statement::from_sql_and_values(site.host().database().backend(), sql, values);
    let row = site.writer().query_one_raw(statement).await?;
    let row = row.ok_or_else(|| {
        let message = "This environment has given out all the numbers that production reserved for it: clone it again.";
        Error::refused("numbers_used_up", message)
    })?;
    Ok(row.try_get::<i64>("", "next_id")? - how_many)
}

/// Sees to it that new ids of this kind are above `used`: an import kept its own. An environment goes on within its block:
/// what is above was given out by nobody here.
pub async fn at_least<C: ConnectionTrait>(connection: &C, site_id: i64, kind: Kind, used: i64) -> Result<()> {
    let sql = "INSERT INTO counters (site_id, kind, next_id) VALUES ($1, $2, $3 + 1)
               ON CONFLICT (site_id, kind) DO UPDATE SET next_id = $3 + 1
               WHERE counters.next_id <= $3 AND (counters.last_id IS NULL OR $3 <= counters.last_id)";
    let values = [site_id.into(), kind.name().into(), used.into()];
    connection.execute_raw(Statement::from_sql_and_values(connection.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// Has an environment count from `first` to `last`: numbers that production has reserved and gives nobody else.
pub async fn reserved<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    kind: Kind,
    first: i64,
    last: i64,
) -> Result<()> {
    let sql = "INSERT INTO counters (site_id, kind, next_id, last_id) VALUES ($1, $2, $3, $4)
               ON CONFLICT (site_id, kind) DO UPDATE SET next_id = $3, last_id = $4";
    let values = [site_id.into(), kind.name().into(), first.into(), last.into()];
    connection.execute_raw(Statement::from_sql_and_values(connection.get_database_backend(), sql, values)).await?;
    Ok(())
}
