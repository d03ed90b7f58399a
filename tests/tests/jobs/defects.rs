//! Cavalcade's known defects, by the numbers of our list, each shown not to be ours. 1, 2 and 4 (a runner that is
//! killed, a database that restarts, a SIGTERM to the whole group) need processes: `host/runners.rs`; 11 (clock changes)
//! is `cms/src/cron/expression_tests.rs`.

use std::time::{Duration, Instant};

use chrono::Duration as Span;
use cms::cron::{self, Plan, Recurrence};
use cms::{Actor, Error};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use tests::{Installation, Postgres, on_both_databases};
use worker::{Ended, Hooks, Job};

use crate::queue::{Queue, brisk, write};

on_both_databases! {
    async fn d03_downtime_is_followed_by_no_storm(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let long_ago = chrono::DateTime::UNIX_EPOCH.naive_utc();
        queue.plan(&Plan::every("write", json!([]), long_ago, Recurrence::Hourly)).await;
        let runner = queue.run(Hooks::standard().on("write", write), brisk()).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'waiting' AND next_run > created", 1).await;
        assert_eq!(queue.count("SELECT count(*) FROM ledger").await, 1);
        runner.stop().await;
    }

    async fn d05_a_recurring_event_that_failed_is_tried_again(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let fail = |_: Job| async { Err::<Ended, _>(Error::Internal("no luck".into())) };
        let runner = queue.run(Hooks::standard().on("fail", fail), brisk()).await;
        queue.plan(&Plan::every("fail", json!([]), queue.now().await, Recurrence::Daily)).await;
        queue.until("SELECT count(*) FROM cron_runs", 1).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'waiting' AND attempt = 1", 1).await;
        queue.hurry("fail").await;
        queue.until("SELECT count(*) FROM cron_runs", 2).await;
        runner.stop().await;
    }

    async fn d06_an_event_that_unschedules_itself_stays_away(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let leave = |job: Job| async move {
            cron::unschedule(&job.site, &Actor::System, "leave", &json!([])).await?;
            write(job).await
        };
        let runner = queue.run(Hooks::standard().on("leave", leave), brisk()).await;
        queue.plan(&Plan::every("leave", json!([]), queue.now().await, Recurrence::Hourly)).await;
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'done'", 1).await;
        queue.until("SELECT count(*) FROM cron_events", 0).await;
        runner.stop().await;
    }

    async fn d07_an_event_whose_site_goes_while_it_runs_has_no_effect_elsewhere(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let doomed = queue.another_site(2).await;
        let slow = |job: Job| async move {
            write(job.clone()).await?;
            tokio::time::sleep(Duration::from_millis(500)).await;
            Ok(Ended::Said("after the end of its site".into()))
        };
        let runner = queue.run(Hooks::standard().on("slow", slow), brisk()).await;
        queue.many(&doomed, "slow", 0..1).await;
        queue.until("SELECT count(*) FROM ledger", 1).await;
        cms::sites::erase(&doomed, &Actor::System).await.unwrap();
        queue.soon("slow", 2).await;
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'done'", 1).await;
        assert_eq!(queue.count(&format!("SELECT count(*) FROM cron_runs WHERE site_id = {}", doomed.id())).await, 0);
        runner.stop().await;
    }

    async fn d08_sixteen_who_schedule_the_same_make_one_event(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let due = queue.now().await + Span::hours(1);
        let schedule = |_| async { cron::schedule(&queue.site, &Actor::System, "hook", &json!([1]), due, None).await };
        for outcome in futures::future::join_all((0..16).map(schedule)).await {
            outcome.unwrap();
        }
        assert_eq!(queue.count("SELECT count(*) FROM cron_events").await, 1);
    }

    async fn d09_short_events_are_not_bound_by_the_number_of_slots_a_second(installation: Installation) {
        let queue = Queue::on(&installation).await;
        queue.many(&queue.site, "write", 0..500).await;
        let begun = Instant::now();
        let runner = queue.run(Hooks::standard().on("write", write), brisk()).await;
        queue.until("SELECT count(*) FROM cron_events", 0).await;
        let a_second = 500.0 / begun.elapsed().as_secs_f64();
        assert!(a_second > 40.0, "{a_second:.0} events a second from 16 slots");
        runner.stop().await;
    }

    async fn d12_clearing_a_hook_clears_all_of_it(installation: Installation) {
        let queue = Queue::on(&installation).await;
        queue.many(&queue.site, "hook", 0..250).await;
        assert_eq!(cron::events(&queue.site).await.unwrap().len(), 250);
        assert_eq!(cron::unschedule_hook(&queue.site, &Actor::System, "hook").await.unwrap(), 250);
        assert_eq!(queue.count("SELECT count(*) FROM cron_events").await, 0);
    }

    async fn d13_what_is_scheduled_anew_during_a_run_stands(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let move_on = |job: Job| async move {
            let later = job.claim.now(&job.host) + Span::days(3);
            cron::schedule(&job.site, &Actor::System, "move", &json!([]), later, Some(Recurrence::Weekly)).await?;
            write(job).await
        };
        let runner = queue.run(Hooks::standard().on("move", move_on), brisk()).await;
        queue.plan(&Plan::every("move", json!([]), queue.now().await, Recurrence::Hourly)).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'waiting' AND schedule = 'weekly'", 1).await;
        let event = cron::events(&queue.site).await.unwrap().remove(0);
        assert!(event.next_run - queue.now().await > Span::days(2));
        runner.stop().await;
    }

    async fn d14_a_slow_site_does_not_take_every_slot(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let other = queue.another_site(2).await;
        queue.many(&queue.site, "hang", 0..100).await;
        let runner = queue.run(Hooks::standard().on("hang", crate::queue::hang).on("write", write), brisk()).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'running'", 8).await;
        queue.many(&other, "write", 0..1).await;
        queue.until("SELECT count(*) FROM ledger WHERE what = 'ran'", 1).await;
        runner.stop().await;
    }

    async fn d15_a_hook_that_breaks_does_not_end_the_runner(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let panic = |_: Job| async { panic!("a fault of the program") };
        let runner = queue.run(Hooks::standard().on("panic", panic).on("write", write), brisk()).await;
        for number in 0..40 {
            queue.soon("panic", number).await;
        }
        queue.soon("write", 1).await;
        queue.until("SELECT count(*) FROM ledger", 1).await;
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'failed'", 40).await;
        runner.stop().await;
    }
}

/// Only PostgreSQL tells how it looks.
#[tokio::test]
async fn d10_looking_for_work_reads_an_index_however_many_events_there_are() {
    let installation = Installation::on_postgres(Postgres::shared());
    let queue = Queue::on(&installation).await;
    let many = "INSERT INTO cron_events (site_id, hook, args, next_run, state, created) \
                SELECT 1, 'hook', '[' || n || ']', now() + interval '1 day', 'waiting', now() \
                FROM generate_series(1, 50000) n";
    queue.host.database().writer().execute_unprepared(many).await.unwrap();
    queue.host.database().writer().execute_unprepared("ANALYZE cron_events").await.unwrap();
    let sql = "EXPLAIN SELECT next_run FROM cron_events WHERE is_open AND (state || '') <> 'running' \
               ORDER BY next_run LIMIT 1";
    let statement = Statement::from_string(queue.host.database().backend(), sql);
    let rows = queue.host.database().writer().query_all_raw(statement).await.unwrap();
    let plan: Vec<String> = rows.iter().map(|row| row.try_get("", "QUERY PLAN").unwrap()).collect();
    assert!(plan.iter().any(|line| line.contains("cron_events_next")), "{plan:?}");
    assert!(plan.iter().all(|line| !line.contains("Sort")), "{plan:?}");
}
