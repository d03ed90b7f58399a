//! Jobs that do nothing through apalis's own PostgreSQL storage: `apalis-rival DATABASE_URL JOBS` prints how many a second
//! are claimed, run and acknowledged.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use apalis::prelude::*;
use apalis_postgres::{Config, PgPool, PostgresStorage};

/// As many at once, and as many in a batch: the best of 10, 100 and 500.
const AT_ONCE: usize = 500;

type Ran = Arc<AtomicUsize>;

async fn nothing(_: usize, ran: Data<Ran>) -> Result<(), BoxDynError> {
    ran.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), BoxDynError> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(jobs)) = (arguments.next(), arguments.next()) else {
        return Err("usage: apalis-rival DATABASE_URL JOBS".into());
    };
    let jobs: usize = jobs.parse()?;
    let pool = PgPool::connect(&url).await?;
    PostgresStorage::setup(&pool).await?;
    let config = Config::default().batch_size(AT_ONCE);
    let mut storage = PostgresStorage::new(&pool).with_config(config);
    for from in (0..jobs).step_by(1_000) {
        storage.push_bulk((from..jobs.min(from + 1_000)).collect()).await?;
    }
    sqlx::query("VACUUM ANALYZE apalis.jobs").execute(&pool).await?;
    let ran = Ran::default();
    let worker = WorkerBuilder::new("rival").backend(storage).data(ran.clone()).concurrency(AT_ONCE).build(nothing);
    let began = Instant::now();
    let running = tokio::spawn(worker.run());
    while ran.load(Ordering::Relaxed) < jobs {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    while open(&pool).await? > 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    println!("{}", jobs as f64 / began.elapsed().as_secs_f64());
    running.abort();
    Ok(())
}

/// How many are not acknowledged yet.
async fn open(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT COUNT(*) FROM apalis.jobs WHERE status <> 'Done'").fetch_one(pool).await
}
