//! Several runners of one host: every event runs once, also when a runner dies.
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tests::installation::binary;
use tests::waiting::until;
use tests::{Installation, Postgres};

/// Events that wait for the runners.
const EVENTS: usize = 60;

/// A `platen worker`, killed when dropped.
struct Runner(Child);

impl Runner {
    fn start(installation: &Installation) -> Self {
        let database = installation.database().expect("several runners need PostgreSQL");
        let mut command = Command::new(binary());
        command.args(["worker", "--data-dir"]).arg(installation.data_dir()).env("DATABASE_URL", database.url());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().expect("the runner starts"))
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn three_runners_run_every_event_once() {
    let installation = Installation::on_postgres(Postgres::shared());
    installation.install_site("Runners");
    for number in 0..EVENTS {
        installation.platen(&["cron", "event", "schedule", "my_hook", "now", &format!("--args=[{number}]")]);
    }
    let runners: Vec<Runner> = (0..3).map(|_| Runner::start(&installation)).collect();
    let waiting = || installation.platen(&["cron", "event", "list", "--hook=my_hook", "--format=count"]);
    assert!(until(Duration::from_secs(60), || waiting() == "0"), "{} events wait", waiting());
    drop(runners);
    let runs = ["cron", "run", "list", "--hook=my_hook", "--number=1000"];
    let ran = installation.platen(&[&runs as &[&str], &["--field=args"]].concat());
    let mut numbers: Vec<&str> = ran.lines().collect();
    assert_eq!(numbers.len(), EVENTS, "{ran}");
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), EVENTS, "no event ran twice");
    let states = installation.platen(&[&runs as &[&str], &["--field=state"]].concat());
    assert!(states.lines().all(|state| state == "done"), "{states}");
}
