//! A runner that is asked to stop.

use std::time::{Duration, Instant};

use tests::{Installation, on_both_databases};
use worker::{Ended, Hooks, Job, Pace};

use crate::queue::{Queue, brisk, hang, write};

on_both_databases! {
    async fn g18_a_stopping_runner_finishes_what_it_can_and_gives_the_rest_back(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let short = |job: Job| async move {
            tokio::time::sleep(Duration::from_millis(500)).await;
            write(job).await
        };
        let hooks = Hooks::standard().on("short", short).on("endless", hang);
        let runner = queue.run(hooks, Pace { grace: Duration::from_secs(1), ..brisk() }).await;
        queue.soon("short", 1).await;
        queue.soon("endless", 1).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'running'", 2).await;
        queue.until("SELECT count(*) FROM ledger WHERE what = 'began'", 1).await;
        let asked = Instant::now();
        runner.stop().await;
        assert!(asked.elapsed() < Duration::from_secs(3), "grace and a second: {:?}", asked.elapsed());
        assert_eq!(queue.states("short").await, ["done"]);
        assert_eq!(queue.states("endless").await, Vec::<String>::new(), "no run, no failure");
        let back = "SELECT count(*) FROM cron_events WHERE hook = 'endless' AND state = 'waiting' AND attempt = 0";
        assert_eq!(queue.count(back).await, 1, "given back without costing a try");
        assert_eq!(queue.count("SELECT count(*) FROM cron_runners").await, 0);
    }

    async fn g18_a_stopping_runner_claims_nothing_more(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let slow = |_: Job| async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            Ok(Ended::Said(String::new()))
        };
        queue.many(&queue.site, "slow", 0..200).await;
        let runner = queue.run(Hooks::standard().on("slow", slow), brisk()).await;
        queue.until("SELECT CASE WHEN count(*) > 0 THEN 1 ELSE 0 END FROM cron_runs", 1).await;
        runner.stop().await;
        let done = queue.count("SELECT count(*) FROM cron_runs WHERE state = 'done'").await;
        assert_eq!(queue.count("SELECT count(*) FROM cron_runs").await, done, "nothing failed");
        assert!((1..=60).contains(&done), "{done} were run");
        let waiting = "SELECT count(*) FROM cron_events WHERE state = 'waiting' AND attempt = 0";
        assert_eq!(queue.count(waiting).await, 200 - done);
    }
}
