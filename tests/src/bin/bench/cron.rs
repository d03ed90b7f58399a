//! How many events that do nothing a runner claims, runs, logs and acknowledges in a second, and how late it begins
//! what is planned; beside what others do on the same server.
use std::time::Duration;

use cms::{Actor, Host, cron};
use platform::{Clock, Config};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tests::service::Service;
use tests::waiting::until;
use tests::{Installation, Postgres};

use crate::rivals;

const SITES: usize = 100;
const EVENTS: usize = 20_000;
const SUSTAINED: usize = 200_000;
const FINISHED: usize = 10_000_000;
const PLANNED: usize = 300;
const SOON: usize = 1_000;
const ROUNDS: usize = 3;
/// As many runs at once as the acknowledgements' batches like.
const SLOTS: &str = "--slots=1000";

/// A number of events, divided by `PLATEN_BENCH_PART`: a trial of the benchmark itself on a busy machine.
pub fn sized(number: usize) -> usize {
    let part = std::env::var("PLATEN_BENCH_PART").ok().and_then(|part| part.parse().ok()).unwrap_or(1);
    (number / part).max(1)
}

/// Measures on PostgreSQL that writes to disk as in production, and on SQLite.
pub fn measure() -> Value {
    let postgres = Postgres::start_durable();
    let (events, many, finished) = (sized(EVENTS), sized(SUSTAINED), sized(FINISHED));
    let rounds: Vec<f64> =
        (0..ROUNDS).map(|_| events_per_second(&installed(Installation::on_postgres(&postgres)), events, 1)).collect();
    let runner = median(rounds.clone());
    println!("{events} events on PostgreSQL: {runner:.0}/s");
    let sustained = installed(Installation::on_postgres(&postgres));
    let of_one = events_per_second(&sustained, many, 1);
    let of_two = events_per_second(&sustained, many, 2);
    fill_the_log(&sustained, finished);
    let with_history = events_per_second(&sustained, many, 1);
    println!(
        "{many} events: {of_one:.0}/s by one runner, {of_two:.0}/s by two, {with_history:.0}/s beside {finished} old runs"
    );
    let planned = sized(PLANNED).max(20);
    let (p50, p99) = lateness(&sustained, planned);
    println!("{planned} planned events began {p50:.1} ms (p50) and {p99:.1} ms (p99) late");
    let (soon_p50, soon_p99) = from_the_call_to_the_start(&sustained, sized(SOON).max(20));
    println!("events scheduled for now began {soon_p50:.1} ms (p50) and {soon_p99:.1} ms (p99) after the call");
    let on_sqlite = events_on_sqlite(events);
    println!("{events} events on SQLite: {on_sqlite:.0}/s");
    json!({
        "events": events, "sites": SITES,
        "postgres": {
            "events_per_second": runner, "rounds": rounds,
            "sustained": { "events": many, "one_runner": of_one, "two_runners": of_two },
            "beside_finished_runs": { "finished": finished, "events_per_second": with_history },
            "lateness_ms": { "events": planned, "p50": p50, "p99": p99 },
            "from_call_to_start_ms": { "p50": soon_p50, "p99": soon_p99 },
        },
        "sqlite": { "events_per_second": on_sqlite },
        "others": rivals::measure(&postgres),
    })
}

/// A host with a hundred sites and no events.
fn installed(installation: Installation) -> Installation {
    installation.install_site("Bench");
    let database = installation.database().expect("on PostgreSQL");
    let columns = database.sql(
        "SELECT string_agg(column_name, ', ') FROM information_schema.columns \
         WHERE table_name = 'sites' AND column_name NOT IN ('id', 'url')",
    );
    database.sql(&format!(
        "INSERT INTO sites (id, url, {columns}) SELECT n, 'http://site' || n, {columns} FROM sites, \
         generate_series(2, {SITES}) n WHERE id = 1"
    ));
    database.sql("DELETE FROM cron_events");
    installation
}

/// Events that come due together while so many runners wait for them: from the first start to the last end.
fn events_per_second(installation: &Installation, events: usize, runners: usize) -> f64 {
    let database = installation.database().expect("on PostgreSQL");
    let _runners: Vec<Service> = (0..runners).map(|_| installation.begin_platen(&["worker", SLOTS])).collect();
    let living = || database.sql("SELECT count(*) FROM cron_runners") == runners.to_string();
    assert!(until(Duration::from_secs(60), living), "the runners live");
    database.sql("CREATE TABLE begun AS SELECT COALESCE(max(id), 0) AS id FROM cron_runs");
    database.sql(&format!(
        "INSERT INTO cron_events (site_id, hook, args, next_run, created) SELECT 1 + n % {SITES}, 'platen_canary', \
         '[' || n || ']', now() AT TIME ZONE 'utc' + interval '{} seconds', now() AT TIME ZONE 'utc' \
         FROM generate_series(1, {events}) n",
        2 + events / 20_000
    ));
    let left = || database.sql("SELECT 1 FROM cron_events LIMIT 1").is_empty();
    assert!(until(Duration::from_secs(600), left), "all events ran");
    let sql = "SELECT count(*) / extract(epoch FROM max(ended) - min(started)) || ' ' || count(*) FROM cron_runs \
               WHERE id > (SELECT id FROM begun) AND state = 'done'";
    let measured = database.sql(sql);
    database.sql("DROP TABLE begun");
    let (rate, count) = measured.split_once(' ').expect("two figures");
    assert_eq!(count, events.to_string(), "each event has its line in the log");
    rate.parse().expect("a rate")
}

fn fill_the_log(installation: &Installation, runs: usize) {
    installation.database().expect("on PostgreSQL").sql(&format!(
        "INSERT INTO cron_runs (event_id, site_id, hook, args, scheduled_for, state, attempt, runner, started, ended) \
         SELECT n, 1 + n % {SITES}, 'platen_canary', '[]', now(), 'done', 1, 'old', now(), now() \
         FROM generate_series(1, {runs}) n"
    ));
}

/// How late events begin that are planned for different moments, in milliseconds: half of them, all but one in a hundred.
fn lateness(installation: &Installation, planned: usize) -> (f64, f64) {
    let database = installation.database().expect("on PostgreSQL");
    let _runner = installation.begin_platen(&["worker"]);
    assert!(until(Duration::from_secs(60), || database.sql("SELECT count(*) FROM cron_runners") == "1"));
    database.sql(&format!(
        "INSERT INTO cron_events (site_id, hook, args, next_run, created) SELECT 1 + n % {SITES}, 'platen_canary', \
         '[\"planned\", ' || n || ']', now() AT TIME ZONE 'utc' + interval '3 seconds' + n * interval '41.7 ms', \
         now() AT TIME ZONE 'utc' FROM generate_series(1, {planned}) n"
    ));
    let left = || database.sql("SELECT 1 FROM cron_events LIMIT 1").is_empty();
    assert!(until(Duration::from_secs(120), left), "all events ran");
    quantiles(installation, "[\"planned\"%")
}

/// How late the runs with such arguments began, in milliseconds: half of them, all but one in a hundred.
fn quantiles(installation: &Installation, arguments: &str) -> (f64, f64) {
    let quantile = |share: f64| {
        let sql = format!(
            "SELECT percentile_disc({share}) WITHIN GROUP (ORDER BY extract(epoch FROM started - scheduled_for) * 1000) \
             FROM cron_runs WHERE args LIKE '{arguments}'"
        );
        installation.database().expect("on PostgreSQL").sql(&sql).parse().expect("a figure")
    };
    (quantile(0.5), quantile(0.99))
}

/// Events that another process schedules for now, one after the other: from the call to the start of the run, in
/// milliseconds.
fn from_the_call_to_the_start(installation: &Installation, count: usize) -> (f64, f64) {
    let database = installation.database().expect("on PostgreSQL");
    let _runner = installation.begin_platen(&["worker"]);
    assert!(until(Duration::from_secs(60), || database.sql("SELECT count(*) FROM cron_runners") == "1"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let config = Config {
            data_dir: installation.data_dir().into(),
            database_url: Some(database.url()),
            ..Config::default()
        };
        let host = Host::open(config, Clock::system()).await.expect("the host opens");
        let site = cms::sites::by_id(&host, 1).await.expect("the first site");
        for number in 0..count {
            let arguments = json!(["soon", number]);
            let now = cron::now(&host).await.expect("the database tells the time");
            cron::schedule(&site, &Actor::System, cron::CANARY, &arguments, now, None).await.expect("it is scheduled");
            while cron::next_scheduled(&site, cron::CANARY, &arguments).await.expect("the events").is_some() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
    });
    quantiles(installation, "[\"soon\"%")
}

/// The same events on the embedded database.
fn events_on_sqlite(events: usize) -> f64 {
    let installation = Installation::on_sqlite();
    installation.install_site("Bench");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let config = Config { data_dir: installation.data_dir().into(), ..Config::default() };
        let host = Host::open(config, Clock::system()).await.expect("the host opens");
        let database = host.database().writer();
        database.execute_unprepared("DELETE FROM cron_events").await.expect("the table is there");
        let sql = format!(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {events}) \
             INSERT INTO cron_events (site_id, hook, args, next_run, created) \
             SELECT 1, 'platen_canary', '[' || n || ']', '2026-01-01 00:00:00', '2026-01-01 00:00:00' FROM n"
        );
        database.execute_unprepared(&sql).await.expect("events are scheduled");
        let _runner = installation.begin_platen(&["worker", SLOTS]);
        let measure = "SELECT count(*) / ((julianday(max(ended)) - julianday(min(started))) * 86400.0) AS rate, \
                       count(*) AS runs FROM cron_runs";
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let statement = sea_orm::Statement::from_string(database.get_database_backend(), measure);
            let row = database.query_one_raw(statement).await.expect("the log is there").expect("a row");
            if row.try_get::<i64>("", "runs").expect("a count") == events as i64 {
                return row.try_get("", "rate").expect("a rate");
            }
        }
    })
}

/// The middle one.
pub fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
