//! The database: a writer, a reader, and transactions that begin the right way on each engine.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::Config;

/// How long a request waits for a free connection before it says that the database is away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(4);
/// How long one statement may take on Postgres.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a process may keep a transaction open on Postgres without a word: one that froze in the middle would
/// otherwise hold its locks against everybody.
const IDLE_IN_TRANSACTION: &str = "10s";

/// The writer and the reader; the same connection pool where no reader is configured.
#[derive(Clone, Debug)]
pub struct Database {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    statements: Arc<AtomicU64>,
}

impl Database {
    /// Opens the configured database. Connections are made when first needed, so that a front starts, and serves
    /// the pages it has, while the database is away. Fails on an address that cannot be read or a folder that cannot be made.
    pub async fn open(config: &Config) -> Result<Self, DbErr> {
        let address = config.database_address();
        if let Some(folder) = sqlite_folder(&address) {
            std::fs::create_dir_all(&folder)
                .map_err(|error| DbErr::Custom(format!("cannot make the folder {}: {error}", folder.display())))?;
        }
        let statements = Arc::new(AtomicU64::new(0));
        let writer = counted(connect(&address, config.database_connections).await?, &statements);
        let reader = match &config.database_reader_url {
            Some(url) if !url.is_empty() => counted(connect(url, config.database_connections).await?, &statements),
            _ => writer.clone(),
        };
        Ok(Self { writer, reader, statements })
    }

    /// How many statements this process has sent so far.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The connection pool that takes changes.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// The connection pool that pages are read from.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Which engine this is.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Whether this is Postgres (else SQLite).
    pub fn is_postgres(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }

    /// Begins a transaction that will write. SQLite's begins `IMMEDIATE`: two processes that both read first and
    /// write later would otherwise fail with "database is locked" instead of waiting for each other.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        if self.is_postgres() {
            return self.writer.begin().await;
        }
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        self.writer.begin_with_options(options).await
    }

    /// Tells Postgres what its tables hold now. After many rows came at once it plans for empty tables until its
    /// autovacuum comes by, and answers take twice as long. It is help and no more: a failure is a line in the log.
    pub async fn refresh_statistics(&self) {
        if self.is_postgres()
            && let Err(error) = self.writer.execute_unprepared("ANALYZE").await
        {
            tracing::warn!(%error, "the database's statistics are old until autovacuum comes by");
        }
    }

    /// Asks the reader whether it answers, within `limit`.
    pub async fn answers_within(&self, limit: Duration) -> bool {
        matches!(tokio::time::timeout(limit, self.reader.ping()).await, Ok(Ok(())))
    }
}

/// Whether the error says that the database is away (or went away in the middle), and nothing about what it was asked.
pub fn is_outage(error: &DbErr) -> bool {
    let inner = match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return true,
        DbErr::Query(RuntimeErr::SqlxError(inner)) | DbErr::Exec(RuntimeErr::SqlxError(inner)) => inner,
        _ => return false,
    };
    match inner.as_ref() {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Protocol(_) => true,
        // Connection exceptions, and the server's own words that it shuts down or starts.
        sqlx::Error::Database(said) => {
            said.code().is_some_and(|code| code.starts_with("08") || code.starts_with("57P") || code == "25P03")
        }
        _ => false,
    }
}

fn counted(mut connection: DatabaseConnection, statements: &Arc<AtomicU64>) -> DatabaseConnection {
    let statements = statements.clone();
    connection.set_metric_callback(move |_| {
        statements.fetch_add(1, Ordering::Relaxed);
    });
    connection
}

fn sqlite_folder(address: &str) -> Option<std::path::PathBuf> {
    let path = address.strip_prefix("sqlite://")?.split('?').next()?;
    Path::new(path).parent().map(Path::to_path_buf)
}

async fn connect(address: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(address);
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_timeout(ACQUIRE_TIMEOUT)
        // Every statement is told where the log asks for it by name: the measure of what a request costs.
        .sqlx_logging(tracing::enabled!(target: "sqlx::query", tracing::Level::DEBUG))
        .connect_lazy(true)
        .test_before_acquire(false);
    if let Ok(level) = "debug".parse() {
        options.sqlx_logging_level(level);
    }
    if address.starts_with("sqlite:") {
        options.map_sqlx_sqlite_opts(sqlite_options);
    } else {
        options.statement_timeout(STATEMENT_TIMEOUT).set_application_name("platen");
        options.map_sqlx_postgres_opts(|options| {
            options.options([("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION)])
        });
    }
    sea_orm::Database::connect(options).await
}

fn sqlite_options(options: sqlx::sqlite::SqliteConnectOptions) -> sqlx::sqlite::SqliteConnectOptions {
    use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(20))
        .foreign_keys(true)
        // Kibibytes for each connection: the operating system keeps the file's pages anyway.
        .pragma("cache_size", "-4000")
        .pragma("temp_store", "memory")
        .statement_cache_capacity(256)
}

/// `text` as LIKE takes it at its word: `%` and `_` stand for themselves where the backslash is the escape character
/// (`wpdb::esc_like`).
pub fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;

    async fn embedded() -> (tempfile::TempDir, Database) {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().into(), ..Config::default() };
        let database = Database::open(&config).await.unwrap();
        (folder, database)
    }

    #[test]
    fn wildcards_stand_for_themselves() {
        assert_eq!(escape_like(r"100%_\"), r"100\%\_\\");
    }

    #[tokio::test]
    async fn the_embedded_database_opens_in_its_folder() {
        let (folder, database) = embedded().await;
        assert!(database.answers_within(Duration::from_secs(5)).await);
        assert!(folder.path().join("platen.sqlite").exists());
    }

    #[tokio::test]
    async fn a_second_writer_waits_for_the_first() {
        let (_folder, database) = embedded().await;
        database.writer().execute_unprepared("CREATE TABLE t (n INTEGER)").await.unwrap();
        let write = |n: i64| {
            let database = database.clone();
            async move {
                let transaction = database.begin().await?;
                transaction
                    .query_all_raw(sea_orm::Statement::from_string(DbBackend::Sqlite, "SELECT * FROM t"))
                    .await?;
                transaction.execute_unprepared(&format!("INSERT INTO t VALUES ({n})")).await?;
                transaction.commit().await
            }
        };
        let results = futures::future::join_all((0..20).map(write)).await;
        assert!(results.iter().all(Result::is_ok), "{results:?}");
    }
}
