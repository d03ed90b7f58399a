//! When events begin.

use std::time::Duration;

use chrono::Duration as Span;
use cms::cron::{self, Missed, Plan, Recurrence};
use serde_json::json;
use tests::{Installation, Postgres, on_both_databases};
use worker::{Hooks, Pace};

use crate::queue::{Queue, brisk, write};

/// How late the runs of a hook began, in milliseconds, the latest last.
async fn lateness(queue: &Queue, hook: &str) -> Vec<i64> {
    let runs = cron::history(&queue.site, Some(hook), 10_000).await.unwrap();
    let mut all: Vec<i64> =
        runs.iter().map(|run| (run.started.unwrap() - run.scheduled_for).num_milliseconds()).collect();
    all.sort_unstable();
    all
}

on_both_databases! {
    async fn g10_a_planned_event_begins_when_it_is_due_and_not_at_the_next_poll(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let pace = Pace { poll: Duration::from_secs(5), ..brisk() };
        let runner = queue.run(Hooks::standard().on("write", write), pace).await;
        let now = queue.now().await;
        for number in 0..20 {
            let due = now + Span::milliseconds(1_500 + 137 * number);
            queue.plan(&Plan::once("write", json!([number]), due)).await;
        }
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'done'", 20).await;
        let late = lateness(&queue, "write").await;
        assert!(late[0] >= 0, "none is early: {late:?}");
        assert!(late[10] < 500 && late[19] < 2_000, "{late:?}");
        runner.stop().await;
    }

    async fn g14_after_a_day_of_downtime_one_run_makes_up_for_all(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let yesterday = queue.now().await - Span::hours(24) - Span::minutes(30);
        let hourly = Plan::every("write", json!([]), yesterday, Recurrence::Hourly);
        queue.plan(&hourly).await;
        queue.plan(&Plan { missed: Missed::Skip, arguments: json!(["skip"]), ..hourly }).await;
        let runner = queue.run(Hooks::standard().on("write", write), brisk()).await;
        queue.until("SELECT count(*) FROM cron_runs", 2).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'waiting' AND next_run > created", 2).await;
        assert_eq!(queue.states("write").await.iter().filter(|state| *state == "done").count(), 1);
        assert_eq!(queue.count("SELECT count(*) FROM ledger").await, 1);
        let events = cron::events(&queue.site).await.unwrap();
        assert!(events.iter().all(|event| (event.next_run - yesterday).num_seconds() % 3_600 == 0), "the phase is kept");
        runner.stop().await;
    }

    async fn g09_polling_alone_is_enough(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let pace = Pace { listens: false, poll: Duration::from_secs(1), ..brisk() };
        let runner = queue.run(Hooks::standard().on("write", write), pace).await;
        queue.until("SELECT count(*) FROM cron_runners", 1).await;
        queue.many(&queue.site, "write", 0..5).await;
        queue.until("SELECT count(*) FROM cron_runs", 5).await;
        assert!(lateness(&queue, "write").await[4] < 3_000);
        runner.stop().await;
    }
}

/// Only PostgreSQL wakes runners in other processes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn g09_a_runner_is_woken_and_does_without_when_its_listener_dies() {
    let installation = Installation::on_postgres(Postgres::shared());
    let queue = Queue::on(&installation).await;
    let pace = Pace { poll: Duration::from_secs(4), ..brisk() };
    let runner = queue.run(Hooks::standard().on("woken", write).on("polled", write), pace).await;
    let listeners = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    queue.until(listeners, 1).await;
    for number in 0..5 {
        queue.soon("woken", number).await;
        queue.until("SELECT count(*) FROM ledger", number as i64 + 1).await;
    }
    queue.until("SELECT count(*) FROM cron_runs", 5).await;
    let late = lateness(&queue, "woken").await;
    assert!(late[2] < 1_000, "nobody waited for the poll: {late:?}");
    installation.database().unwrap().sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
    );
    queue.soon("polled", 1).await;
    queue.until("SELECT count(*) FROM ledger", 6).await;
    queue.until(listeners, 1).await;
    runner.stop().await;
}
