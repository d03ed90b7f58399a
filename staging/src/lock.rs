//! One promotion of a site at a time, and one clone of it. A lock goes with whoever holds it, also when that is killed.

use std::fs::File;

use cms::{Error, Result, Site};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, TransactionTrait};

/// What a lock is for.
#[derive(Debug)]
pub(crate) struct Purpose {
    /// In the name of the file, where locks are files.
    name: &'static str,
    /// Among all advisory locks of the database.
    number: i32,
    /// The code of the refusal.
    running: &'static str,
}

/// Bringing something to production, or back.
pub(crate) const PROMOTION: Purpose = Purpose { name: "promotion", number: 0x706c_6174, running: "promotion_running" };
/// Copying production.
pub(crate) const CLONE: Purpose = Purpose { name: "clone", number: 0x706c_6175, running: "clone_running" };

/// The right to do it; dropped, somebody else may have it.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: Option<File>,
    transaction: Option<DatabaseTransaction>,
}

impl Lock {
    /// Gives it back. A lock that is only dropped is free a moment later, when its connection is used again.
    pub(crate) async fn release(self) {
        if let Some(transaction) = self.transaction
            && let Err(error) = transaction.rollback().await
        {
            tracing::warn!(%error, "a lock goes with its connection");
        }
    }
}

/// Takes the site's lock. Fails at once where somebody has it.
pub(crate) async fn take(site: &Site, purpose: &Purpose) -> Result<Lock> {
    let busy = || {
        let message = format!("Another {} of {} is running. One at a time.", purpose.name, site.url());
        Error::conflict(purpose.running, message)
    };
    if site.host().database().is_postgres() {
        let transaction = site.writer().begin().await?;
        transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        let sql = "SELECT pg_try_advisory_xact_lock($1, $2) AS mine";
        let number = i32::try_from(site.id()).unwrap_or(i32::MAX);
        let values = [purpose.number.into(), number.into()];
        let row = transaction.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
        let mine = row.map(|row| row.try_get::<bool>("", "mine")).transpose()?.unwrap_or(false);
        return if mine { Ok(Lock { _file: None, transaction: Some(transaction) }) } else { Err(busy()) };
    }
    let path = site.host().config().data_dir.join(format!("{}-{}.lock", purpose.name, site.id()));
    let file = File::create(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: Some(file), transaction: None }),
        Err(std::fs::TryLockError::WouldBlock) => Err(busy()),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}
