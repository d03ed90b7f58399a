//! Several runners of one host as processes: every event happens once, also when runners are killed, frozen or asked to
//! stop, and when their database goes away. Only PostgreSQL has several runners, so all of this is its promise alone;
//! what a runner promises on SQLite too stands in `tests/jobs`, and what befalls many at random in `runner_chaos.rs`.
//!
//! The effects are posts that are published; a trigger of the database counts them.
use std::time::{Duration, Instant};

use tests::service::Service;
use tests::waiting::until;
use tests::{Chance, FreshDatabase, Installation, Postgres};

/// A dead runner's events are others' within this time.
const TAKEN_OVER: Duration = Duration::from_secs(15);
/// How long a round may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A `platen worker`, killed when dropped.
struct Runner(Service);

impl Runner {
    fn start(installation: &Installation) -> Self {
        Self(installation.begin_platen(&["worker"]))
    }

    fn kill(mut self) {
        self.0.signal("KILL");
        self.0.wait_until_ended(Duration::from_secs(10));
    }
}

/// A host whose database writes down each publication, which takes so many seconds.
fn host(postgres: &Postgres, seconds: f64) -> Installation {
    let installation = Installation::on_postgres(postgres);
    installation.install_site("Runners");
    let database = database(&installation);
    database.sql("CREATE TABLE published (post_id bigint, site_id bigint)");
    database.sql(&format!(
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         INSERT INTO published VALUES (NEW.id, NEW.site_id); PERFORM pg_sleep({seconds}); RETURN NEW; END $$"
    ));
    database.sql(
        "CREATE TRIGGER note AFTER UPDATE ON posts FOR EACH ROW \
         WHEN (OLD.status = 'future' AND NEW.status = 'publish') EXECUTE FUNCTION note()",
    );
    installation
}

fn database(installation: &Installation) -> &FreshDatabase {
    installation.database().expect("several runners need PostgreSQL")
}

/// Posts of the first site that are to be published now, each with its event.
fn schedule_posts(installation: &Installation, count: usize) {
    let id = installation.platen(&[
        "post",
        "create",
        "--post_title=Later",
        "--post_status=future",
        "--post_date_gmt=2037-01-01 00:00:00",
        "--porcelain",
    ]);
    let database = database(installation);
    let columns = database.sql(
        "SELECT string_agg(column_name, ', ') FROM information_schema.columns \
         WHERE table_name = 'posts' AND is_generated = 'NEVER' AND column_name NOT IN ('id', 'slug', 'date_gmt')",
    );
    database.sql(&format!(
        "INSERT INTO posts (id, slug, date_gmt, {columns}) SELECT 1000000 + n, 'later-' || n, now() AT TIME ZONE 'utc', \
         {columns} FROM posts, generate_series(1, {count}) n WHERE id = {id} AND site_id = 1"
    ));
    database.sql(&format!(
        "INSERT INTO cron_events (site_id, hook, args, next_run, created) SELECT 1, 'publish_future_post', \
         '[' || 1000000 + n || ']', now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc' FROM generate_series(1, {count}) n"
    ));
}

fn left(installation: &Installation) -> usize {
    let sql = "SELECT count(*) FROM cron_events WHERE args LIKE '[1______]'";
    database(installation).sql(sql).parse().unwrap()
}

/// Every post was published, once.
fn assert_each_once(installation: &Installation, count: usize) {
    let database = database(installation);
    assert_eq!(
        database.sql("SELECT count(*) || ' ' || count(DISTINCT post_id) FROM published"),
        format!("{count} {count}")
    );
    let done = "SELECT count(*) FROM cron_runs WHERE state = 'done' AND args LIKE '[1______]'";
    assert_eq!(database.sql(done), count.to_string(), "each is in the log");
    assert_eq!(database.sql("SELECT count(*) FROM posts WHERE status = 'future' AND id > 1000000"), "0");
}

#[test]
fn three_runners_run_every_event_once() {
    let installation = host(Postgres::shared(), 0.0);
    schedule_posts(&installation, 300);
    let runners: Vec<Runner> = (0..3).map(|_| Runner::start(&installation)).collect();
    assert!(until(PATIENCE, || left(&installation) == 0), "{} events wait", left(&installation));
    drop(runners);
    assert_each_once(&installation, 300);
}

#[test]
fn g03_and_d01_what_a_killed_runner_had_is_taken_over_within_fifteen_seconds() {
    let installation = host(Postgres::shared(), 2.0);
    let doomed = Runner::start(&installation);
    schedule_posts(&installation, 16);
    let running = || database(&installation).sql("SELECT count(*) FROM cron_events WHERE lease_token IS NOT NULL");
    assert!(until(PATIENCE, || running() == "16"), "{} run", running());
    let _heir = Runner::start(&installation);
    doomed.kill();
    let killed = Instant::now();
    let heirs = "SELECT count(DISTINCT runner) FROM cron_events WHERE lease_token IS NOT NULL AND attempt = 2";
    assert!(
        until(TAKEN_OVER, || database(&installation).sql(heirs) == "1"),
        "not taken over in {:?}",
        killed.elapsed()
    );
    assert!(until(PATIENCE, || left(&installation) == 0), "{} events wait", left(&installation));
    assert_each_once(&installation, 16);
}

#[test]
fn g02_a_runner_that_was_frozen_beyond_its_lease_changes_nothing_when_it_wakes() {
    let installation = host(Postgres::shared(), 1.0);
    let frozen = Runner::start(&installation);
    schedule_posts(&installation, 20);
    let running = || database(&installation).sql("SELECT count(*) FROM cron_events WHERE lease_token IS NOT NULL");
    assert!(until(PATIENCE, || running() != "0"));
    frozen.0.signal("STOP");
    let _heir = Runner::start(&installation);
    assert!(until(PATIENCE, || left(&installation) == 0), "{} events wait", left(&installation));
    frozen.0.signal("CONT");
    // It notices that it was taken for dead, and begins anew.
    let runners = || database(&installation).sql("SELECT count(*) FROM cron_runners");
    assert!(until(PATIENCE, || frozen.0.log().contains("taken for dead") && runners() == "2"), "{}", frozen.0.log());
    assert_each_once(&installation, 20);
}

#[test]
fn g08_and_d02_a_runner_outlives_its_database() {
    let postgres = Postgres::start();
    let installation = host(&postgres, 0.01);
    let mut runner = Runner::start(&installation);
    schedule_posts(&installation, 150);
    for _ in 0..3 {
        let before = left(&installation);
        assert!(until(PATIENCE, || left(&installation) < before), "nothing goes on: {}", runner.0.log());
        postgres.stop();
        postgres.start_again();
    }
    assert!(until(PATIENCE, || left(&installation) == 0), "{} events wait", left(&installation));
    assert!(!runner.0.has_ended(), "the runner lives: {}", runner.0.log());
    assert_each_once(&installation, 150);
}

#[test]
fn g18_and_d04_sigterm_to_the_whole_group_at_any_moment_loses_nothing() {
    terminate_again_and_again(6, 300);
}

#[test]
#[ignore = "long: make soak"]
fn g18_and_d04_sigterm_two_hundred_times_loses_nothing() {
    terminate_again_and_again(200, 20_000);
}

fn terminate_again_and_again(times: usize, events: usize) {
    let installation = host(Postgres::shared(), 0.1);
    schedule_posts(&installation, events);
    let mut chance = Chance::from_environment();
    for _ in 0..times {
        let mut runner = Runner::start(&installation);
        // Its first moments too, while it has not begun to work.
        until(Duration::from_millis(chance.below(1_500) as u64), || false);
        let group = format!("-{}", runner.0.id());
        std::process::Command::new("kill").args(["-s", "TERM", "--", &group]).status().unwrap();
        runner.0.wait_until_ended(Duration::from_secs(32));
        let database = database(&installation);
        assert_eq!(
            database.sql("SELECT count(*) FROM cron_events WHERE lease_token IS NOT NULL"),
            "0",
            "none is stuck"
        );
        assert_eq!(database.sql("SELECT count(*) FROM cron_runs WHERE state <> 'done'"), "0", "none failed");
    }
    let _last = Runner::start(&installation);
    let patience = PATIENCE + Duration::from_millis(events as u64 * 10);
    assert!(until(patience, || left(&installation) == 0), "{} events wait", left(&installation));
    assert_each_once(&installation, events);
}

#[test]
fn g26_a_command_tells_whether_the_runners_live() {
    let installation = host(Postgres::shared(), 0.0);
    let nobody = installation.try_platen(&["cron", "test", "--wait=1"]);
    let complaint = String::from_utf8_lossy(&nobody.stderr).into_owned();
    assert!(!nobody.status.success() && complaint.contains("No runner lives"), "{complaint}");
    let _runner = Runner::start(&installation);
    let told = installation.platen(&["cron", "test", "--wait=60"]);
    assert!(told.starts_with("Success: The cron runners work"), "{told}");
    assert!(installation.platen(&["worker", "health"]).starts_with("Success: Events run: 1 runners live"));
    let figures = installation.platen(&["worker", "top", "--format=json"]);
    assert!(figures.contains("\"runners\":1") && figures.contains("\"oldest_due_seconds\":0.0"), "{figures}");
}

#[test]
fn g26_a_runner_that_is_frozen_or_cannot_claim_is_not_healthy() {
    let installation = host(Postgres::shared(), 0.0).with("PLATEN_CRON_LEASE_MILLISECONDS", "1500");
    let installation = installation.with("PLATEN_CRON_HEARTBEAT_MILLISECONDS", "300");
    let runner = Runner::start(&installation);
    let trouble = || {
        let told = installation.try_platen(&["worker", "health", "--most-late=30"]);
        (!told.status.success()).then(|| String::from_utf8_lossy(&told.stderr).into_owned())
    };
    assert!(until(PATIENCE, || trouble().is_none()), "{:?}", trouble());
    runner.0.signal("STOP");
    let is_silent = || trouble().is_some_and(|why| why.contains("has said"));
    assert!(until(Duration::from_secs(30), is_silent), "{:?}", trouble());
    runner.0.signal("CONT");
    assert!(until(PATIENCE, || trouble().is_none()), "{:?}", trouble());
    // The process lives and beats; but the loop that looks for work waits for a lock.
    schedule_posts(&installation, 1);
    database(&installation)
        .sql("BEGIN; LOCK TABLE cron_pauses IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(20); ROLLBACK");
    assert!(runner.0.log().contains("looks for no work any more"), "{}", runner.0.log());
    assert!(until(PATIENCE, || left(&installation) == 0 && trouble().is_none()), "{:?}", trouble());
}
