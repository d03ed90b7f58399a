//! A database whose own clock jumps: runners that live keep what they have, since nobody's death is told by that clock.

use std::time::Duration;

use chrono::Utc;
use tests::shifted_clock::ShiftedClock;
use tests::{Installation, Postgres};
use worker::{Ended, Hooks, Job};

use crate::queue::{Queue, brisk, note};

const EVENTS: usize = 8;
/// There and back, and further than any lease.
const JUMPS: [i64; 5] = [600, 0, 86_400, -600, 0];

/// Takes longer than the lease, and than all the jumps.
async fn slow(job: Job) -> cms::Result<Ended> {
    note(&job, "began").await?;
    tokio::time::sleep(Duration::from_secs(4)).await;
    note(&job, "ended").await?;
    Ok(Ended::Said("done".into()))
}

#[tokio::test]
async fn g12_a_database_whose_clock_jumps_runs_nothing_twice_that_a_living_runner_has() {
    let clock = ShiftedClock::new();
    let postgres = Postgres::start_with_clock(&clock);
    let installation = Installation::on_postgres(&postgres);
    let queue = Queue::on(&installation).await;
    clock.set(600);
    assert!(queue.now().await - Utc::now().naive_utc() > chrono::Duration::minutes(9), "the database's clock jumped");
    clock.set(0);
    let hooks = || Hooks::standard().on("slow", slow);
    let runners = [queue.run(hooks(), brisk()).await, queue.run(hooks(), brisk()).await];
    for number in 0..EVENTS {
        queue.soon("slow", number).await;
    }
    queue.until("SELECT count(*) FROM ledger WHERE what = 'began'", EVENTS as i64).await;
    for seconds in JUMPS {
        clock.set(seconds);
        // Long enough for every sweeper to look.
        tokio::time::sleep(brisk().sweep * 3).await;
    }
    queue.until("SELECT count(*) FROM ledger WHERE what = 'ended'", EVENTS as i64).await;
    queue
        .until("SELECT count(*) FROM cron_runs WHERE hook = 'slow' AND state = 'done' AND attempt = 1", EVENTS as i64)
        .await;
    assert_eq!(queue.count("SELECT count(*) FROM ledger WHERE what = 'began'").await, EVENTS as i64, "none ran twice");
    assert_eq!(queue.count("SELECT count(*) FROM cron_runs WHERE hook = 'slow'").await, EVENTS as i64);
    for runner in runners {
        runner.stop().await;
    }
}
