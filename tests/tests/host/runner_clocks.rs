//! Runners whose wall clock jumps: nothing is early, late or run twice, since the database's clock says what is due and
//! each runner's monotonic one who is dead.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tests::waiting::until;
use tests::{Chance, Installation, Postgres};

/// Moves the wall clock by as many seconds as a file says, at every call.
const SHIFTED_CLOCK: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static long shift(void) {
  long seconds = 0;
  const char *name = getenv("CLOCK_SHIFT_FILE");
  FILE *file = name ? fopen(name, "r") : NULL;
  if (file) { if (fscanf(file, "%ld", &seconds) != 1) seconds = 0; fclose(file); }
  return seconds;
}
int clock_gettime(clockid_t id, struct timespec *time) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(id, time);
  if (result == 0 && id == CLOCK_REALTIME) time->tv_sec += shift();
  return result;
}
"#;

/// The library that a program loads first.
fn library(folder: &std::path::Path) -> PathBuf {
    let (source, library) = (folder.join("shifted_clock.c"), folder.join("shifted_clock.so"));
    std::fs::write(&source, SHIFTED_CLOCK).expect("the source is written");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl");
    assert!(compiler.status().is_ok_and(|status| status.success()), "a C compiler is part of what a build needs");
    library
}

#[test]
fn g12_a_wall_clock_that_jumps_makes_no_event_early_late_or_twice() {
    let folder = tempfile::tempdir().unwrap();
    let shift = folder.path().join("seconds");
    std::fs::write(&shift, "0").unwrap();
    let installation = Installation::on_postgres(Postgres::shared())
        .with("LD_PRELOAD", library(folder.path()).to_str().unwrap())
        .with("CLOCK_SHIFT_FILE", shift.to_str().unwrap());
    installation.install_site("Clocks");
    let database = installation.database().expect("on PostgreSQL");
    std::fs::write(&shift, "86400").unwrap();
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
    let jumps = ["3600", "-3600", "86400", "-86400", "0"];
    let all_ran = until(Duration::from_secs(60), || {
        // Written beside and moved: nobody reads half a number.
        let unfinished = folder.path().join("unfinished");
        std::fs::write(&unfinished, jumps[chance.below(jumps.len())]).unwrap();
        std::fs::rename(&unfinished, &shift).unwrap();
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
