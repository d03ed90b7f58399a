//! Wakes whoever waits for work: in this process at once, in others by PostgreSQL's notifications. A ring is a hint and
//! may be lost; whoever waits also looks by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};
use sqlx::postgres::PgListener;
use tokio::sync::{Mutex, Notify, watch};

use crate::Database;

/// Other processes are told at most so often: each notification makes commits wait for one another. Two hundred in a second
/// cost little; what is scheduled right after another waits no longer than this.
const QUIET: Duration = Duration::from_millis(5);
/// How long to wait before listening again after the connection broke.
const BEFORE_LISTENING_AGAIN: Duration = Duration::from_secs(1);

/// A bell on one channel. Cheap to clone; clones share.
#[derive(Clone, Debug)]
pub struct Bell {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    database: Database,
    channel: &'static str,
    here: Notify,
    everybody: watch::Sender<u64>,
    is_listening: AtomicBool,
    rung: Mutex<Rung>,
}

/// One of several who all want to hear every ring.
#[derive(Debug)]
pub struct Hearer(watch::Receiver<u64>);

impl Hearer {
    /// Completes when it rings, at once if it rang since the last time.
    pub async fn rings(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[derive(Debug, Default)]
struct Rung {
    last: Option<Instant>,
    is_promised: bool,
}

impl Bell {
    /// A bell on `channel`, a plain word.
    pub fn new(database: Database, channel: &'static str) -> Self {
        let (everybody, is_listening) = (watch::Sender::new(0), AtomicBool::new(false));
        let state = State { database, channel, here: Notify::new(), everybody, is_listening, rung: Mutex::default() };
        Self { state: Arc::new(state) }
    }

    /// Rings. Many rings in a short time become two notifications: one at once, one when the time is over.
    pub async fn ring(&self) {
        self.ring_here();
        if !self.state.database.is_postgres() {
            return;
        }
        let mut rung = self.state.rung.lock().await;
        match rung.last.map(|last| QUIET.saturating_sub(last.elapsed())).filter(|left| !left.is_zero()) {
            None => {
                rung.last = Some(Instant::now());
                drop(rung);
                self.notify().await;
            }
            Some(_) if rung.is_promised => {}
            Some(left) => {
                rung.is_promised = true;
                tokio::spawn(self.clone().notify_after(left));
            }
        }
    }

    /// Rings in this process only.
    pub fn ring_here(&self) {
        self.state.here.notify_one();
        self.state.everybody.send_modify(|rings| *rings = rings.wrapping_add(1));
    }

    /// For one of several who wait: [`Bell::rings`] wakes one alone.
    pub fn hearer(&self) -> Hearer {
        Hearer(self.state.everybody.subscribe())
    }

    /// As [`Bell::listen`], where several in one process would: only the first one holds a connection for it.
    pub async fn listen_once(&self) {
        if self.state.is_listening.swap(true, Ordering::Relaxed) {
            return std::future::pending().await;
        }
        self.listen().await;
    }

    /// Completes when it rings, at once if it rang since the last time.
    pub async fn rings(&self) {
        self.state.here.notified().await;
    }

    /// Hears the other processes; never completes. On SQLite there is nothing to hear.
    pub async fn listen(&self) {
        if !self.state.database.is_postgres() {
            return std::future::pending().await;
        }
        loop {
            if let Err(error) = self.listen_until_it_breaks().await {
                tracing::warn!(%error, channel = self.state.channel, "cannot listen; polling goes on");
            }
            tokio::time::sleep(BEFORE_LISTENING_AGAIN).await;
        }
    }

    async fn listen_until_it_breaks(&self) -> Result<(), sqlx::Error> {
        let pool = self.state.database.writer().get_postgres_connection_pool();
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(self.state.channel).await?;
        // Something may have come due before anybody listened.
        self.ring_here();
        loop {
            listener.recv().await?;
            self.ring_here();
        }
    }

    async fn notify_after(self, pause: Duration) {
        tokio::time::sleep(pause).await;
        {
            let mut rung = self.state.rung.lock().await;
            *rung = Rung { last: Some(Instant::now()), is_promised: false };
        }
        self.notify().await;
    }

    async fn notify(&self) {
        let database = &self.state.database;
        let statement =
            Statement::from_sql_and_values(database.backend(), "SELECT pg_notify($1, '')", [self.state.channel.into()]);
        if let Err(error) = database.writer().execute_raw(statement).await {
            tracing::debug!(%error, "a ring was not heard; polling goes on");
        }
    }
}
