//! A host with a site, runners in this process, and a ledger that the tests' hooks write.

use std::time::Duration;

use chrono::NaiveDateTime;
use cms::cron::{self, Plan};
use cms::sites::{NewSite, create};
use cms::{Actor, Host, Site};
use platform::{Clock, Config};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use tests::Installation;
use tests::waiting::until_async;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use worker::{Ended, Hooks, Job, Pace, run_with};

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A host, its first site without events, and a ledger.
pub struct Queue {
    pub host: Host,
    pub site: Site,
    config: Config,
}

/// A runner in this process.
pub struct Runner {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

/// A pace at which everything happens soon.
pub fn brisk() -> Pace {
    Pace {
        slots: 16,
        slots_per_site: 8,
        poll: Duration::from_millis(100),
        heartbeat: Duration::from_millis(200),
        lease: Duration::from_millis(1_000),
        sweep: Duration::from_millis(200),
        grace: Duration::from_secs(2),
        listens: true,
    }
}

impl Queue {
    /// On the installation's database.
    pub async fn on(installation: &Installation) -> Self {
        Self::with(installation, Config::default()).await
    }

    /// The same with these settings.
    pub async fn with(installation: &Installation, settings: Config) -> Self {
        let config = Config {
            data_dir: installation.data_dir().into(),
            database_url: installation.database().map(|database| database.url()),
            ..settings
        };
        let host = Host::open(config.clone(), Clock::system()).await.unwrap();
        host.migrate().await.unwrap();
        let ledger = "CREATE TABLE ledger (id BIGINT NOT NULL, site_id BIGINT NOT NULL, what TEXT NOT NULL)";
        host.database().writer().execute_unprepared(ledger).await.unwrap();
        let site = new_site(&host, 1).await;
        Self { host, site, config }
    }

    /// Another site without events.
    pub async fn another_site(&self, number: usize) -> Site {
        new_site(&self.host, number).await
    }

    /// A runner with a host of its own, as another process would have it.
    pub async fn run(&self, hooks: Hooks, pace: Pace) -> Runner {
        let host = Host::open(self.config.clone(), Clock::system()).await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(run_with(host, hooks, pace, async { drop(stopped.await) }));
        Runner { stop: Some(stop), task }
    }

    /// Now, as the database tells it.
    pub async fn now(&self) -> NaiveDateTime {
        cron::now(&self.host).await.unwrap()
    }

    /// Schedules `hook` with a number, to run at once.
    pub async fn soon(&self, hook: &str, number: usize) {
        self.plan(&Plan::once(hook, json!([number]), self.now().await)).await;
    }

    /// Schedules so many events of a site in one statement, all due.
    pub async fn many(&self, site: &Site, hook: &str, numbers: std::ops::Range<usize>) {
        let now = self.now().await;
        for some in numbers.collect::<Vec<_>>().chunks(400) {
            let rows: Vec<String> = some
                .iter()
                .map(|number| format!("({}, '{hook}', '[{number}]', '{now}', 'waiting', '{now}')", site.id()))
                .collect();
            let sql = format!(
                "INSERT INTO cron_events (site_id, hook, args, next_run, state, created) VALUES {}",
                rows.join(", ")
            );
            self.host.database().writer().execute_unprepared(&sql).await.unwrap();
        }
    }

    /// Schedules what `plan` says.
    pub async fn plan(&self, plan: &Plan) {
        cron::schedule_plan(&self.site, &Actor::System, plan).await.unwrap();
    }

    /// One number that the database answers.
    pub async fn count(&self, sql: &str) -> i64 {
        number(&self.host, sql).await
    }

    /// Waits until a count is as it should be.
    pub async fn until(&self, sql: &str, expected: i64) {
        let reached = until_async(PATIENCE, || async { self.count(sql).await == expected }).await;
        assert!(reached.is_some(), "{sql} gives {} and not {expected}", self.count(sql).await);
    }

    /// The states of a hook's runs, the oldest first.
    pub async fn states(&self, hook: &str) -> Vec<String> {
        let runs = cron::history(&self.site, Some(hook), 1_000).await.unwrap();
        runs.into_iter().rev().map(|run| run.state).collect()
    }

    /// Has the runs of this hook that are waiting for another try run at once.
    pub async fn hurry(&self, hook: &str) {
        let sql = format!(
            "UPDATE cron_events SET next_run = '2026-01-01 00:00:00' WHERE state = 'waiting' AND hook = '{hook}'"
        );
        self.host.database().writer().execute_unprepared(&sql).await.unwrap();
        self.host.bell().ring().await;
    }
}

impl Runner {
    /// Asks it to stop and waits until it has.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        let ended = tokio::time::timeout(PATIENCE, &mut self.task).await;
        ended.expect("a runner that is asked to stop ends").expect("and does not panic");
    }

    /// Ends it without a word, as a crash does: its runs vanish in the middle.
    pub async fn crash(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
    }
}

async fn new_site(host: &Host, number: usize) -> Site {
    let new = NewSite {
        url: format!("http://site{number}.example.com"),
        title: format!("Site {number}"),
        admin_email: "a@example.com".into(),
    };
    let site = create(host, &Actor::System, new).await.unwrap();
    for event in cron::events(&site).await.unwrap() {
        cron::unschedule_hook(&site, &Actor::System, &event.hook).await.unwrap();
    }
    site
}

async fn number(host: &Host, sql: &str) -> i64 {
    let statement =
        Statement::from_string(host.database().backend(), format!("SELECT CAST(({sql}) AS BIGINT) AS number"));
    let row = host.database().writer().query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "number").unwrap()
}

/// Writes the event's number into the ledger, outside of any acknowledgement.
pub async fn write(job: Job) -> cms::Result<Ended> {
    note(&job, "ran").await?;
    Ok(Ended::Said("written".into()))
}

/// Writes a line into the ledger.
pub async fn note(job: &Job, what: &str) -> cms::Result<()> {
    let event = &job.claim.event;
    let values = [event.id.into(), job.site.id().into(), what.into()];
    let sql = "INSERT INTO ledger (id, site_id, what) VALUES ($1, $2, $3)";
    let statement = Statement::from_sql_and_values(job.host.database().backend(), sql, values);
    job.host.database().writer().execute_raw(statement).await?;
    Ok(())
}

/// Never ends by itself.
pub async fn hang(job: Job) -> cms::Result<Ended> {
    note(&job, "began").await?;
    std::future::pending().await
}
