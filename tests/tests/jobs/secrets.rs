//! What must not be read in a copy of the database.

use std::process::Command;

use cms::cron::{self, Plan};
use serde_json::json;
use tests::service::program;
use tests::{Installation, on_both_databases};
use worker::{Ended, Hooks, Job};

use crate::queue::{Queue, brisk, note};

const SECRET: &str = "correct-horse-battery-staple";

/// Writes a line when it was given the secret itself.
async fn listen(job: Job) -> cms::Result<Ended> {
    let [name, secret] = job.arguments::<[String; 2]>()?;
    assert_eq!((name.as_str(), secret.as_str()), ("token", SECRET));
    note(&job, "heard").await?;
    Ok(Ended::Said("heard".into()))
}

/// Everything that stands in the database, as whoever finds a copy of it reads it.
fn copy_of(installation: &Installation) -> Vec<u8> {
    let Some(database) = installation.database() else {
        let files = ["platen.sqlite", "platen.sqlite-wal"].map(|name| installation.data_dir().join(name));
        return files.iter().flat_map(|file| std::fs::read(file).unwrap_or_default()).collect();
    };
    let dump = Command::new(program("pg_dump", "postgresql-client")).arg(database.url()).output().unwrap();
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    dump.stdout
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

on_both_databases! {
    async fn g28_a_secret_in_the_arguments_is_in_no_copy_of_the_database(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let sealed = cron::seal(&queue.site, SECRET).unwrap();
        let later = queue.now().await + chrono::Duration::hours(1);
        queue.plan(&Plan { key: Some("later".into()), ..Plan::once("listen", json!(["token", sealed]), later) }).await;
        queue.plan(&Plan::once("listen", json!(["token", sealed]), queue.now().await)).await;
        let runner = queue.run(Hooks::standard().on("listen", listen), brisk()).await;
        queue.until("SELECT count(*) FROM cron_runs WHERE state = 'done'", 1).await;
        queue.until("SELECT count(*) FROM ledger WHERE what = 'heard'", 1).await;
        runner.stop().await;
        let copy = copy_of(&installation);
        assert!(contains(&copy, "sealed:v1:"), "the copy holds what was sealed");
        assert!(!contains(&copy, SECRET));
    }

    async fn g28_what_was_sealed_for_one_site_is_no_use_to_another(installation: Installation) {
        let queue = Queue::on(&installation).await;
        let other = queue.another_site(2).await;
        let sealed = cron::seal(&other, SECRET).unwrap();
        queue.plan(&Plan::once("listen", json!(["token", sealed]), queue.now().await)).await;
        let runner = queue.run(Hooks::standard().on("listen", listen), brisk()).await;
        queue.until("SELECT count(*) FROM cron_events WHERE state = 'dead'", 1).await;
        let dead = cron::dead_letters(&queue.site).await.unwrap();
        assert!(dead[0].last_error.contains("cannot be opened"), "{}", dead[0].last_error);
        runner.stop().await;
    }
}
