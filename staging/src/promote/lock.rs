//! One promotion of a site at a time. The lock goes with whoever holds it, also when that is killed.

use std::fs::File;

use cms::{Error, Result, Site};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, TransactionTrait};

/// The right to promote; dropped, somebody else may have it.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
    transaction: Option<DatabaseTransaction>,
}

impl Lock {
    /// Gives it back. A lock that is only dropped is free a moment later, when its connection is used again.
    pub(super) async fn release(self) {
        if let Some(transaction) = self.transaction
            && let Err(error) = transaction.rollback().await
        {
            tracing::warn!(%error, "the lock of a promotion goes with its connection");
        }
    }
}

/// Names the lock among all advisory locks of the database.
const PROMOTIONS: i32 = 0x706c_6174;

/// Takes the site's lock. Fails at once where somebody has it.
pub(super) async fn take(site: &Site) -> Result<Lock> {
    let busy = || {
        let message = format!("Another promotion of {} is running. One at a time.", site.url());
        Error::conflict("promotion_running", message)
    };
    if site.host().database().is_postgres() {
        let transaction = site.writer().begin().await?;
        transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        let sql = "SELECT pg_try_advisory_xact_lock($1, $2) AS mine";
        let number = i32::try_from(site.id()).unwrap_or(i32::MAX);
        let values = [PROMOTIONS.into(), number.into()];
        let row = transaction.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
        let mine = row.map(|row| row.try_get::<bool>("", "mine")).transpose()?.unwrap_or(false);
        return if mine { Ok(Lock { _file: None, transaction: Some(transaction) }) } else { Err(busy()) };
    }
    let path = site.host().config().data_dir.join(format!("promotion-{}.lock", site.id()));
    let file = File::create(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: Some(file), transaction: None }),
        Err(std::fs::TryLockError::WouldBlock) => Err(busy()),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}
