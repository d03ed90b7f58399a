//! Throwaway PostgreSQL clusters.
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use tempfile::TempDir;

use crate::service::{Service, find_program, free_port};
use crate::shifted_clock::ShiftedClock;

/// The variable in which `make test` hands every test process the port of the one cluster it keeps.
pub const SHARED_PORT: &str = "PLATEN_TEST_POSTGRES";
const OWNER: &str = "platen";
const COMMON: [&str; 3] = ["listen_addresses=127.0.0.1", "max_connections=400", "shared_buffers=128MB"];
/// A cluster that nobody will miss need not reach the disk.
const CARELESS: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// One PostgreSQL cluster on a free loopback port, without a password.
pub struct Postgres {
    port: u16,
    home: Option<TempDir>,
    settings: &'static [&'static str],
    environment: Vec<(&'static str, String)>,
    service: Mutex<Option<Service>>,
}

impl Postgres {
    /// The cluster all tests share: the one `make test` started, else one of this process.
    pub fn shared() -> &'static Postgres {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| match std::env::var(SHARED_PORT) {
            Ok(port) => {
                let port = port.parse().expect("a port");
                Self { port, home: None, settings: &[], environment: Vec::new(), service: Mutex::new(None) }
            }
            Err(_) => Self::start(),
        })
    }

    /// A cluster of one's own, for a test that stops it. Takes one to three seconds.
    pub fn start() -> Self {
        Self::start_with(&CARELESS, Vec::new())
    }

    /// The same with a wall clock that jumps.
    pub fn start_with_clock(clock: &ShiftedClock) -> Self {
        Self::start_with(&CARELESS, clock.environment().into())
    }

    /// A cluster that writes to disk as production does, for measuring.
    pub fn start_durable() -> Self {
        Self::start_with(&[], Vec::new())
    }

    fn start_with(settings: &'static [&'static str], environment: Vec<(&'static str, String)>) -> Self {
        let home = tempfile::Builder::new().prefix("platen-postgres-").tempdir().expect("a temporary folder");
        if let Some(user) = unprivileged_user() {
            std::os::unix::fs::chown(home.path(), Some(user.0), Some(user.1)).expect("root may give a folder away");
        }
        initialise(home.path());
        let postgres = Self { port: free_port(), home: Some(home), settings, environment, service: Mutex::new(None) };
        postgres.start_again();
        postgres
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Stops the cluster; every connection breaks. [`Postgres::start_again`] brings it back with its data.
    pub fn stop(&self) {
        let service = self.service.lock().expect("no test panics while stopping").take();
        assert!(service.is_some(), "only a cluster of one's own may be stopped: Postgres::start()");
    }

    /// Starts a stopped cluster on the same port.
    pub fn start_again(&self) {
        let home = self.home.as_ref().expect("only a cluster of one's own may be started").path();
        let mut command = server(home, self.port, self.settings);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let mut service = Service::start("postgres", command, &log(home), "INT", Some(home));
        service.wait_until_ready(Duration::from_secs(60), || self.answers());
        *self.service.lock().expect("no test panics while starting") = Some(service);
    }

    /// A new, empty database that is dropped with its handle.
    pub fn fresh_database(&self) -> FreshDatabase {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
        FreshDatabase { port: self.port, name }
    }

    /// Runs one statement and gives its rows, columns divided by `|`; panics with PostgreSQL's own message.
    pub fn sql(&self, database: &str, statement: &str) -> String {
        run_sql(self.port, database, statement)
    }

    fn answers(&self) -> bool {
        let mut command = Command::new(binary("pg_isready"));
        command.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        command.status().is_ok_and(|status| status.success())
    }
}

/// A database of one test.
pub struct FreshDatabase {
    port: u16,
    name: String,
}

impl FreshDatabase {
    /// What goes into `DATABASE_URL`.
    pub fn url(&self) -> String {
        format!("postgres://{OWNER}@127.0.0.1:{}/{}", self.port, self.name)
    }

    /// Runs one statement in it and gives its rows, columns divided by `|`.
    pub fn sql(&self, statement: &str) -> String {
        run_sql(self.port, &self.name, statement)
    }
}

impl Drop for FreshDatabase {
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _ = psql(self.port, "postgres", &statement);
    }
}

fn run_sql(port: u16, database: &str, statement: &str) -> String {
    let output = psql(port, database, statement);
    assert!(output.status.success(), "{statement}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

fn psql(port: u16, database: &str, statement: &str) -> Output {
    let mut command = Command::new(binary("psql"));
    command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", OWNER]);
    command.args(["-p", &port.to_string(), "-d", database, "-c", statement]);
    command.output().expect("psql starts")
}

fn initialise(home: &Path) {
    let mut command = as_unprivileged(binary("initdb"));
    command.args(["--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", OWNER]);
    command.arg("-D").arg(home.join("data")).current_dir(home);
    let output = command.output().expect("initdb starts");
    assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
}

fn server(home: &Path, port: u16, settings: &[&str]) -> Command {
    let mut command = as_unprivileged(binary("postgres"));
    command.arg("-D").arg(home.join("data")).arg("-k").arg(home).args(["-p", &port.to_string()]).current_dir(home);
    for setting in COMMON.iter().chain(settings) {
        command.args(["-c", setting]);
    }
    command
}

fn log(home: &Path) -> PathBuf {
    home.join("log")
}

/// PostgreSQL refuses to run as root, so root becomes the `postgres` user that Debian's package made (or `nobody`).
fn as_unprivileged(program: PathBuf) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = unprivileged_user() {
        command.uid(user).gid(group);
    }
    command
}

fn unprivileged_user() -> Option<(u32, u32)> {
    let identity = Command::new("id").arg("-u").output().expect("id is part of every system");
    if String::from_utf8_lossy(&identity.stdout).trim() != "0" {
        return None;
    }
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let numbers = |name: &str| {
        let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
        let fields: Vec<&str> = line.split(':').collect();
        Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
    };
    Some(numbers("postgres").or_else(|| numbers("nobody")).expect("a user that is not root"))
}

/// A program of PostgreSQL: Debian keeps the servers out of the path, a folder for each version.
fn binary(name: &str) -> PathBuf {
    let mut versions: Vec<u32> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable();
    versions
        .iter()
        .rev()
        .map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin/{name}")))
        .find(|candidate| candidate.is_file())
        .or_else(|| find_program(name))
        .unwrap_or_else(|| {
            panic!("{name} is not installed: `apt-get install postgresql`, or `make setup-tests` as root")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_keeps_its_data_over_a_stop() {
        let postgres = Postgres::start();
        let database = postgres.fresh_database();
        database.sql("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')");
        postgres.stop();
        postgres.start_again();
        assert_eq!(database.sql("SELECT word FROM kept"), "here");
    }

    #[test]
    fn a_fresh_database_is_dropped_with_its_handle() {
        let database = Postgres::shared().fresh_database();
        let name = database.name.clone();
        drop(database);
        let question = format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'");
        assert_eq!(Postgres::shared().sql("postgres", &question), "0");
    }
}
