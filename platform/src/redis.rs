//! Redis, which may die at any time: every call has a limit of its own, and a failure is an answer, never an error
//! shown to anyone.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use deadpool_redis::redis::{AsyncCommands, Client, RedisError, RedisResult};
use deadpool_redis::{Config as PoolConfig, Connection, Pool, Runtime};
use futures::StreamExt;

use crate::{Clock, Config};

/// The longest that one call may hold up a page.
const CALL_LIMIT: Duration = Duration::from_millis(150);
/// After a failure Redis is left alone for this long, so that a dead one costs one slow request a second and no more.
const PAUSE_MILLIS: i64 = 1_000;

/// A pool of connections; without an address every call answers "nothing".
#[derive(Clone)]
pub struct Redis {
    pool: Option<Pool>,
    url: Option<String>,
    paused_until_millis: Arc<AtomicI64>,
    clock: Clock,
}

impl Redis {
    /// Prepares the pool; no connection is made yet. An address that cannot be read is logged and left out.
    pub fn open(config: &Config, clock: Clock) -> Self {
        let url = config.redis_url.clone().filter(|url| !url.is_empty());
        let pool = url.as_ref().and_then(|url| {
            PoolConfig::from_url(url.as_str())
                .create_pool(Some(Runtime::Tokio1))
                .inspect_err(|error| tracing::error!(%error, "REDIS_URL cannot be used"))
                .ok()
        });
        Self { pool, url, paused_until_millis: Arc::default(), clock }
    }

    /// Whether an address is configured.
    pub fn is_configured(&self) -> bool {
        self.pool.is_some()
    }

    /// The configured address, for a connection of one's own (subscriptions).
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The value under `key`, or nothing.
    pub async fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.call(|mut connection| async move { connection.get::<_, Option<Vec<u8>>>(key).await }).await.flatten()
    }

    /// Stores `value` for `seconds`.
    pub async fn set(&self, key: &str, value: &[u8], seconds: u64) {
        self.call(|mut connection| async move { connection.set_ex::<_, _, ()>(key, value, seconds).await }).await;
    }

    /// Stores `value` for `seconds` if `key` is free; tells whether it was. `None`: Redis did not answer.
    pub async fn set_if_absent(&self, key: &str, value: &[u8], seconds: u64) -> Option<bool> {
        use deadpool_redis::redis::{Cmd, Value};
        self.call(|mut connection| async move {
            let mut command = Cmd::new();
            command.arg("SET").arg(key).arg(value).arg("NX").arg("EX").arg(seconds);
            let answer: Value = command.query_async(&mut connection).await?;
            Ok(!matches!(answer, Value::Nil))
        })
        .await
    }

    /// Removes `key`.
    pub async fn delete(&self, key: &str) {
        self.call(|mut connection| async move { connection.del::<_, ()>(key).await }).await;
    }

    /// Sends `message` to everyone who listens on `channel`.
    pub async fn publish(&self, channel: &str, message: &str) {
        self.call(|mut connection| async move { connection.publish::<_, _, ()>(channel, message).await }).await;
    }

    /// Calls `heard` for every message on `channel`, for ever, and once whenever the connection was made again, since
    /// something may have been said meanwhile. Without an address nothing is ever heard.
    pub async fn listen(&self, channel: &str, heard: impl Fn()) {
        let Some(client) = self.url.as_deref().and_then(|url| Client::open(url).ok()) else {
            return std::future::pending().await;
        };
        loop {
            if let Err(error) = hear(&client, channel, &heard).await {
                tracing::debug!(%error, "no subscription to Redis");
            }
            tokio::time::sleep(Duration::from_millis(PAUSE_MILLIS.unsigned_abs())).await;
        }
    }

    /// Whether Redis answers now; `None` without an address.
    pub async fn answers(&self) -> Option<bool> {
        self.pool.as_ref()?;
        Some(self.call(|mut connection| async move { connection.ping::<String>().await }).await.is_some())
    }

    async fn call<T, F, Fut>(&self, operation: F) -> Option<T>
    where
        F: FnOnce(Connection) -> Fut,
        Fut: Future<Output = RedisResult<T>>,
    {
        let pool = self.pool.as_ref()?;
        if self.clock.now().timestamp_millis() < self.paused_until_millis.load(Ordering::Relaxed) {
            return None;
        }
        let work = async {
            let connection = pool.get().await.map_err(|error| error.to_string())?;
            operation(connection).await.map_err(|error: RedisError| error.to_string())
        };
        match tokio::time::timeout(CALL_LIMIT, work).await {
            Ok(Ok(value)) => Some(value),
            Ok(Err(error)) => self.pause(&error),
            Err(_) => self.pause("no answer in time"),
        }
    }

    fn pause<T>(&self, error: &str) -> Option<T> {
        tracing::warn!(error, "Redis is away; going on without it");
        self.paused_until_millis.store(self.clock.now().timestamp_millis() + PAUSE_MILLIS, Ordering::Relaxed);
        None
    }
}

async fn hear(client: &Client, channel: &str, heard: &impl Fn()) -> RedisResult<()> {
    let mut subscription = client.get_async_pubsub().await?;
    subscription.subscribe(channel).await?;
    heard();
    let mut messages = subscription.on_message();
    while messages.next().await.is_some() {
        heard();
    }
    Ok(())
}

impl std::fmt::Debug for Redis {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Redis").field("configured", &self.is_configured()).finish()
    }
}
