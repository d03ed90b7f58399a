//! `apalis-rival DATABASE_URL JOBS`: prints how many jobs that do nothing one worker of apalis-postgres, as it ships,
//! fetches, runs and acknowledges in a second, 500 at once.

use std::time::{Duration, Instant};

use apalis::prelude::*;
use apalis_postgres::{Config, PgPool, PostgresStorage};

const AT_ONCE: usize = 500;

async fn nothing(_number: u64) -> Result<(), BoxDynError> {
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), BoxDynError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, jobs] = arguments.as_slice() else { return Err("a database and a number of jobs".into()) };
    let (pool, jobs) = (PgPool::connect(url).await?, jobs.parse::<u64>()?);
    PostgresStorage::setup(&pool).await?;
    let config = Config::default().queue("rival").batch_size(AT_ONCE);
    let mut storage = PostgresStorage::<u64>::new(&pool).with_config(config);
    for first in (0..jobs).step_by(1_000) {
        storage.push_bulk((first..jobs.min(first + 1_000)).collect()).await?;
    }
    let begun = Instant::now();
    let worker = WorkerBuilder::new("rival").backend(storage).concurrency(AT_ONCE).build(nothing);
    tokio::select! {
        ended = worker.run() => ended?,
        () = all_done(&pool, jobs) => println!("{}", jobs as f64 / begun.elapsed().as_secs_f64()),
    }
    Ok(())
}

/// Looks so seldom that looking costs next to nothing.
async fn all_done(pool: &PgPool, jobs: u64) {
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if count(pool).await.is_some_and(|(done,)| u64::try_from(done) == Ok(jobs)) {
            return;
        }
    }
}

async fn count(pool: &PgPool) -> Option<(i64,)> {
    sqlx::query_as("SELECT count(*) FROM apalis.jobs WHERE status = 'Done'").fetch_one(pool).await.ok()
}
