//! One moment of a site, however long it takes to read it.

use cms::{Host, Result};
use sea_orm::{AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, TransactionOptions, TransactionTrait};

/// A read transaction that sees one moment: `REPEATABLE READ` on PostgreSQL, a WAL snapshot on SQLite.
#[derive(Debug)]
pub struct Snapshot {
    transaction: DatabaseTransaction,
}

impl Snapshot {
    /// Begins it; from its first query on nothing that anybody commits is seen.
    pub async fn begin(host: &Host) -> Result<Self> {
        let writer = host.database().writer();
        if !host.database().is_postgres() {
            return Ok(Self { transaction: writer.begin().await? });
        }
        let options = TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..Default::default()
        };
        let transaction = writer.begin_with_options(options).await?;
        // What was read is written elsewhere before the next is asked for, which takes its time.
        transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = '10min'").await?;
        Ok(Self { transaction })
    }

    /// What to ask.
    pub fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
