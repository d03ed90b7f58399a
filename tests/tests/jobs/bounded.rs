//! Tables that stay as large as they are, however much runs. Only PostgreSQL has dead rows to clear away.

use std::time::Duration;

use platform::Config;
use sea_orm::ConnectionTrait;
use tests::{Installation, Postgres};
use worker::{Ended, Hooks, Job, Pace};

use crate::queue::{Queue, brisk};

async fn nothing(_: Job) -> cms::Result<Ended> {
    Ok(Ended::Said(String::new()))
}

/// The size of both tables with their indexes, in bytes, after each round of so many events whose runs are forgotten.
async fn sizes(rounds: usize, events: usize, vacuums: bool) -> Vec<i64> {
    let installation = Installation::on_postgres(Postgres::shared());
    let queue = Queue::with(&installation, Config { cron_history_days: 0, ..Config::default() }).await;
    let pace = Pace { slots: 500, slots_per_site: 500, poll: Duration::from_secs(1), ..brisk() };
    let runner = queue.run(Hooks::standard().on("nothing", nothing), pace).await;
    let mut sizes = Vec::new();
    for round in 0..rounds {
        queue.many(&queue.site, "nothing", round * events..(round + 1) * events).await;
        queue.host.bell().ring().await;
        queue.until("SELECT count(*) FROM cron_events", 0).await;
        cms::cron::prune(&queue.host).await.unwrap();
        assert_eq!(queue.count("SELECT count(*) FROM cron_runs").await, 0);
        if vacuums {
            for table in ["cron_events", "cron_runs"] {
                queue.host.database().writer().execute_unprepared(&format!("VACUUM {table}")).await.unwrap();
            }
        }
        let sql = "SELECT pg_total_relation_size('cron_events') + pg_total_relation_size('cron_runs')";
        sizes.push(queue.count(sql).await);
    }
    runner.stop().await;
    sizes
}

/// From the second round on nothing grows by more than a fifth: what one round needed, the next finds again.
fn assert_stable(sizes: &[i64]) {
    let (first, later) = sizes.split_at(sizes.len() / 2);
    let (before, after) = (first.iter().max().unwrap(), later.iter().max().unwrap());
    println!("bytes after each round: {sizes:?}");
    assert!(*after * 10 <= *before * 12, "{before} bytes became {after}: {sizes:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "waits for the vacuum, which a busy machine delays: make soak"]
async fn g25_the_tables_stay_as_large_as_they_are() {
    assert_stable(&sizes(6, 1_500, true).await);
}

/// With what autovacuum does by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make soak"]
async fn g25_the_tables_stay_as_large_as_they_are_over_five_million_events() {
    assert_stable(&sizes(100, 50_000, false).await);
}
