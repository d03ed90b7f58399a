//! Runners whose wall clock jumps: nothing is early, late or run twice, since the database's clock says what is due and
//! each runner's monotonic one who is dead.

use std::time::Duration;

use tests::shifted_clock::ShiftedClock;
use tests::waiting::until;
use tests::{Chance, Installation, Postgres};

#[test]
fn g12_a_wall_clock_that_jumps_makes_no_event_early_late_or_twice() {
    let clock = ShiftedClock::new();
    let with_clock = |installation: Installation, (name, value)| installation.with(name, value);
    let installation = clock.environment().into_iter().fold(Installation::on_postgres(Postgres::shared()), with_clock);
    installation.install_site("Clocks");
    let database = installation.database().expect("on PostgreSQL");
    clock.set(86_400);
    let told = installation.platen(&["post", "create", "--post_title=x", "--post_status=publish", "--porcelain"]);
    let sql = format!("SELECT date_gmt > now() AT TIME ZONE 'utc' + interval '23 hours' FROM posts WHERE id = {told}");
    assert_eq!(database.sql(&sql), "t", "the library moves the clock");
    database.sql("DELETE FROM cron_events");
    let _runners = [installation.begin_platen(&["worker"]), installation.begin_platen(&["worker"])];
    assert!(until(Duration::from_secs(60), || database.sql("SELECT count(*) FROM cron_runners") == "2"));
    database.sql(
        "INSERT INTO cron_events (site_id, hook, args, next_run, created) SELECT 1, 'platen_canary', '[' || n || ']', \
         now() AT TIME ZONE 'utc' + n * interval '200 ms', now() AT TIME ZONE 'utc' FROM generate_series(1, 80) n",
    );
    let mut chance = Chance::from_environment();
    let jumps = [3_600, -3_600, 86_400, -86_400, 0];
    let all_ran = until(Duration::from_secs(60), || {
        clock.set(jumps[chance.below(jumps.len())]);
        std::thread::sleep(Duration::from_millis(100));
        database.sql("SELECT 1 FROM cron_events LIMIT 1").is_empty()
    });
    assert!(all_ran, "{} wait", database.sql("SELECT count(*) FROM cron_events"));
    let counts = "SELECT count(*) || ' ' || count(DISTINCT event_id) FROM cron_runs";
    assert_eq!(database.sql(counts), "80 80", "each ran once, and nothing else happened");
    let amiss = "SELECT count(*) FROM cron_runs WHERE state <> 'done' OR attempt <> 1 OR started < scheduled_for \
                 OR started > scheduled_for + interval '4 seconds'";
    assert_eq!(database.sql(amiss), "0", "none is early, and none is late");
}
