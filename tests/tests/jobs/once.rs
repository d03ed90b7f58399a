//! What is committed runs, once, whoever schedules and whoever dies.

use std::time::Duration;

use cms::cron::{self, Plan, Recurrence};
use cms::{Actor, Change};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use tests::{Chance, Installation, Postgres, on_both_databases};
use worker::{Ended, Hooks, Job};

use crate::queue::{Queue, brisk, hang, write};

on_both_databases! {
    async fn g01_what_is_committed_runs_and_what_is_rolled_back_does_not(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let runner = queue.run(Hooks::standard().on("write", write), brisk()).await;
        let mut chance = Chance::from_environment();
        let mut committed = 0;
        for number in 0..60 {
            let transaction = queue.host.database().begin().await.unwrap();
            let now = queue.host.now();
            let values = [queue.site.id().into(), format!("[{number}]").into(), now.into(), now.into()];
            let sql = "INSERT INTO cron_events (site_id, hook, args, next_run, created) VALUES ($1, 'write', $2, $3, $4)";
            let statement = Statement::from_sql_and_values(queue.host.database().backend(), sql, values);
            transaction.execute_raw(statement).await.unwrap();
            if chance.below(10) < 3 {
                transaction.rollback().await.unwrap();
            } else {
                transaction.commit().await.unwrap();
                committed += 1;
            }
        }
        queue.until("SELECT count(*) FROM cron_events", 0).await;
        assert_eq!(queue.count("SELECT count(*) FROM ledger").await, committed);
        runner.stop().await;
    }

    async fn g02_the_acknowledgement_of_a_runner_taken_for_dead_changes_nothing(installation: Installation) {
        let queue = Queue::on(&installation).await;
        queue.soon("write", 1).await;
        let stale = cron::enter(&queue.host, 1).await.unwrap();
        let appetite = cron::Appetite { free: 1, per_site: 1, ..Default::default() };
        let claim = cron::claim_due(&queue.host, &stale, &appetite).await.unwrap().remove(0);
        // It says nothing any more; the others take over.
        let runner = queue.run(Hooks::standard().on("write", write), brisk()).await;
        queue.until("SELECT count(*) FROM cron_events", 0).await;
        assert_eq!(queue.states("write").await, ["interrupted", "done"]);
        let change = Change::begin(&queue.site).await.unwrap();
        let late = cron::finish(&change, &queue.host, &claim, "too late").await;
        assert_eq!(late.unwrap_err().code(), "claim_lost");
        drop(change);
        assert!(!cron::beat(&queue.host, &stale, 1).await.unwrap());
        assert_eq!(queue.states("write").await.len(), 2);
        runner.stop().await;
    }

    async fn g03_what_a_dead_runner_had_is_taken_over_after_the_lease_and_not_before(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let pace = brisk();
        let dead = queue.run(Hooks::standard().on("slow", hang), pace.clone()).await;
        for number in 0..5 {
            queue.soon("slow", number).await;
        }
        queue.until("SELECT count(*) FROM ledger", 5).await;
        dead.crash().await;
        let died = std::time::Instant::now();
        let second = queue.run(Hooks::standard().on("slow", write), pace.clone()).await;
        queue.until("SELECT count(*) FROM cron_events", 0).await;
        assert!(died.elapsed() >= pace.lease - pace.heartbeat, "earlier than the lease: {:?}", died.elapsed());
        assert!(died.elapsed() < Duration::from_secs(15), "later than promised: {:?}", died.elapsed());
        assert_eq!(queue.count("SELECT count(*) FROM cron_runs WHERE state = 'interrupted'").await, 5);
        second.stop().await;
    }

    async fn g13_three_runners_run_each_planned_time_once(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let past = queue.now().await - chrono::Duration::hours(200);
        for number in 0..10 {
            let plan = Plan::every("write", json!([number]), past, Recurrence::Hourly);
            queue.plan(&Plan { missed: cron::Missed::All, ..plan }).await;
        }
        let hooks = Hooks::standard().on("write", write);
        let mut runners = Vec::new();
        for _ in 0..3 {
            runners.push(queue.run(hooks.clone(), brisk()).await);
        }
        // One of them dies in the middle.
        queue.until("SELECT CASE WHEN count(*) > 300 THEN 1 ELSE 0 END FROM ledger", 1).await;
        runners.remove(0).crash().await;
        let planned = "SELECT count(*) FROM cron_runs WHERE state = 'done'";
        let distinct = "SELECT count(*) FROM (SELECT DISTINCT event_id, scheduled_for FROM cron_runs WHERE state = 'done') d";
        // None is left out. What the dead one had begun is tried again, and waits for that with a later time.
        queue.until(distinct, 10 * 201).await;
        queue.until("SELECT count(*) FROM cron_events WHERE next_run < created OR lease_token IS NOT NULL", 0).await;
        assert_eq!(queue.count(planned).await, 10 * 201, "no planned time ran twice");
        for runner in runners {
            runner.stop().await;
        }
    }

    async fn g22_many_who_schedule_the_same_at_once_make_one_event(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let due = queue.now().await + chrono::Duration::hours(1);
        let schedule = |number: usize| {
            let site = queue.site.clone();
            let plan = Plan { key: Some("key".into()), ..Plan::once("debounced", json!([number]), due) };
            async move { cron::schedule_plan(&site, &Actor::System, &plan).await }
        };
        for outcome in futures::future::join_all((0..64).map(schedule)).await {
            outcome.unwrap();
        }
        assert_eq!(queue.count("SELECT count(*) FROM cron_events").await, 1);
    }
}

/// Only PostgreSQL has several runners on several machines.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn g02_no_two_runners_have_the_same_event_at_the_same_time() {
    let installation = Installation::on_postgres(Postgres::shared());
    let queue = Queue::on(&installation).await;
    queue.many(&queue.site, "short", 0..3_000).await;
    let short = |job: Job| async move {
        tokio::time::sleep(Duration::from_millis(job.claim.event.id.unsigned_abs() % 5)).await;
        Ok(Ended::Said(String::new()))
    };
    let mut runners = Vec::new();
    for _ in 0..3 {
        runners.push(queue.run(Hooks::standard().on("short", short), brisk()).await);
    }
    queue.until("SELECT count(*) FROM cron_events", 0).await;
    let overlapping = "SELECT count(*) FROM cron_runs a JOIN cron_runs b ON a.event_id = b.event_id AND a.id < b.id \
                       AND tsrange(a.started, a.ended, '[]') && tsrange(b.started, b.ended, '[]')";
    assert_eq!(queue.count(overlapping).await, 0);
    assert_eq!(queue.count("SELECT count(*) FROM cron_runs WHERE state = 'done'").await, 3_000);
    assert_eq!(queue.count("SELECT count(DISTINCT runner) FROM cron_runs").await, 3, "all of them worked");
    for runner in runners {
        runner.stop().await;
    }
}
