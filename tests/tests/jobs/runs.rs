//! How runs end: well, badly, too late, by somebody's hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cms::cron::{self, Plan, state};
use cms::{Actor, Error};
use serde_json::json;
use tests::{Installation, on_both_databases};
use worker::{Ended, Hooks, Job};

use crate::queue::{PATIENCE, Queue, brisk, hang, write};

on_both_databases! {
    async fn g16_what_fails_or_panics_is_tried_again_and_then_a_dead_letter(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let fail = |_: Job| async { Err::<Ended, _>(Error::Internal("no luck".into())) };
        let panic = |_: Job| async { panic!("a fault of the program") };
        let runner = queue.run(Hooks::standard().on("fail", fail).on("panic", panic), brisk()).await;
        for hook in ["fail", "panic"] {
            queue.plan(&Plan { most_attempts: 3, ..Plan::once(hook, json!([]), queue.now().await) }).await;
            for tries in 1..=3 {
                let failed = format!("SELECT count(*) FROM cron_runs WHERE state = 'failed' AND hook = '{hook}'");
                queue.until(&failed, tries).await;
                queue.hurry(hook).await;
            }
            queue.until(&format!("SELECT count(*) FROM cron_events WHERE state = 'dead' AND hook = '{hook}'"), 1).await;
        }
        let dead = cron::dead_letters(&queue.site).await.unwrap();
        assert!(dead[0].last_error.contains("no luck"), "{dead:?}");
        assert!(dead[1].last_error.contains("a fault of the program"), "{dead:?}");
        // Redriven, they are tried again.
        assert_eq!(cron::retry(&queue.site, &Actor::System, Some("fail")).await.unwrap(), 1);
        queue.until("SELECT count(*) FROM cron_runs WHERE hook = 'fail'", 4).await;
        runner.stop().await;
    }

    async fn g17_a_run_ends_at_its_time_limit_or_when_it_is_cancelled(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let spin = |_: Job| async {
            tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_secs(6))).await.unwrap();
            Ok(Ended::Said(String::new()))
        };
        let runner = queue.run(Hooks::standard().on("hang", hang).on("spin", spin).on("cancelled", hang), brisk()).await;
        let begun = Instant::now();
        for hook in ["hang", "spin"] {
            queue.plan(&Plan { time_limit: 1, most_attempts: 1, ..Plan::once(hook, json!([]), queue.now().await) }).await;
        }
        queue.soon("cancelled", 1).await;
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'timed_out'", 2).await;
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        let cancelled = Instant::now();
        assert_eq!(cron::cancel(&queue.site, &Actor::System, "cancelled").await.unwrap(), 1);
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'cancelled'", 1).await;
        assert!(cancelled.elapsed() < Duration::from_secs(4), "{:?}", cancelled.elapsed());
        queue.until("SELECT sum(CASE WHEN state = 'dead' THEN 1 ELSE 100 END) FROM cron_events", 2).await;
        runner.stop().await;
    }

    async fn g20_events_of_a_deleted_site_are_gone_with_it(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let doomed = queue.another_site(2).await;
        queue.many(&doomed, "write", 0..500).await;
        cms::sites::erase(&doomed, &Actor::System).await.unwrap();
        let runner = queue.run(Hooks::standard().on("write", write), brisk()).await;
        queue.soon("write", 1).await;
        queue.until("SELECT count(*) FROM ledger", 1).await;
        // The effect is seen before the acknowledgement that ends its event.
        queue.until("SELECT count(*) FROM cron_events", 0).await;
        assert_eq!(queue.count(&format!("SELECT count(*) FROM ledger WHERE site_id <> {}", queue.site.id())).await, 0);
        runner.stop().await;
    }

    async fn g23_what_is_paused_does_not_begin_and_snoozing_costs_no_try(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let count = Arc::new(AtomicUsize::new(0));
        let snooze = {
            let count = count.clone();
            move |job: Job| {
                let again = count.fetch_add(1, Ordering::SeqCst) < 3;
                async move {
                    assert_eq!(job.claim.attempt, 1, "snoozing costs no try");
                    Ok(if again { Ended::Snoozed(chrono::Duration::milliseconds(50)) } else { Ended::Said("at last".into()) })
                }
            }
        };
        let runner = queue.run(Hooks::standard().on("write", write).on("snooze", snooze), brisk()).await;
        cron::pause(&queue.site, &Actor::System, "write", "").await.unwrap();
        for number in 0..3 {
            queue.soon("write", number).await;
        }
        queue.soon("snooze", 1).await;
        queue.until("SELECT count(*) FROM cron_runs WHERE hook = 'snooze' AND state = 'done'", 1).await;
        assert_eq!(queue.states("snooze").await, ["snoozed", "snoozed", "snoozed", "done"]);
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'paused'", 3).await;
        assert_eq!(queue.count("SELECT count(*) FROM ledger").await, 0);
        cron::resume(&queue.site, &Actor::System, "write", "").await.unwrap();
        queue.until("SELECT count(*) FROM ledger", 3).await;
        runner.stop().await;
    }

    async fn g24_each_run_is_in_the_log_and_in_the_metrics(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let long = |_: Job| async { Ok(Ended::Said(format!("begins {} ends", "x".repeat(100_000)))) };
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let hooks = Hooks::standard().on("write", write).on("long", long);
        let running = tokio::spawn(worker::run_with(queue.host.clone(), hooks, brisk(), async { drop(stopped.await) }));
        queue.many(&queue.site, "write", 0..40).await;
        queue.soon("long", 1).await;
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'done'", 41).await;
        let whole = "SELECT count(*) FROM cron_runs WHERE started IS NOT NULL AND ended >= started AND runner <> '' \
                     AND attempt = 1 AND scheduled_for <= started";
        assert_eq!(queue.count(whole).await, 41);
        let output = &cron::history(&queue.site, Some("long"), 1).await.unwrap()[0].output;
        assert!(output.len() == 65_536 && output.ends_with("ends"), "the end is kept: {}", output.len());
        let counted = |text: &str| queue.host.metrics().text().lines().any(|line| line == text);
        let seen = tests::waiting::until_async(PATIENCE, || async {
            counted("platen_cron_runs_total{hook=\"write\",result=\"done\"} 40")
                && counted("platen_cron_lateness_seconds_count 41")
                && counted("platen_cron_events{state=\"due\"} 0")
        });
        assert!(seen.await.is_some(), "{}", queue.host.metrics().text());
        drop(stop);
        running.await.unwrap();
    }

    async fn g27_an_unknown_hook_is_kept_until_a_version_knows_it(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let old = queue.run(Hooks::standard(), brisk()).await;
        queue.soon("new_hook", 1).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'unknown'", 1).await;
        assert_eq!(cron::events(&queue.site).await.unwrap()[0].state, state::UNKNOWN, "it can be seen");
        assert_eq!(queue.count("SELECT count(*) FROM cron_runs").await, 0, "nothing failed");
        let new = queue.run(Hooks::standard().on("new_hook", write), brisk()).await;
        queue.until("SELECT count(*) FROM ledger", 1).await;
        old.stop().await;
        new.stop().await;
    }
}
