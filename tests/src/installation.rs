//! One Platen host of a test: a data folder, a database, and the real binary as an administrator and as a server.
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::both_databases::{Engine, OnDatabase};
use crate::platen_process::PlatenProcess;
use crate::postgres::{FreshDatabase, Postgres};
use crate::service::{Service, free_port};

/// The administrator that [`Installation::install_site`] makes.
pub const ADMIN: &str = "admin";
/// The password of [`ADMIN`].
pub const ADMIN_PASSWORD: &str = "admin-password";

/// Settings that hosting platforms name; those around the tests are none of a test's host.
const PLATFORM_SETTINGS: [&str; 4] = ["DATABASE_URL", "DATABASE_READER_URL", "REDIS_URL", "PORT"];

/// A host on an empty data folder. Dropped, it takes its folder and its database with it.
pub struct Installation {
    data: TempDir,
    database: Option<FreshDatabase>,
    port: u16,
    environment: Vec<(String, String)>,
}

impl OnDatabase for Installation {
    fn on(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::on_sqlite(),
            Engine::Postgres => Self::on_postgres(Postgres::shared()),
        }
    }
}

impl Installation {
    /// The embedded default: SQLite in the data folder.
    pub fn on_sqlite() -> Self {
        Self::new(None)
    }

    /// A new database in this cluster.
    pub fn on_postgres(postgres: &Postgres) -> Self {
        Self::new(Some(postgres.fresh_database()))
    }

    fn new(database: Option<FreshDatabase>) -> Self {
        let data = tempfile::Builder::new().prefix("platen-data-").tempdir().expect("a temporary folder");
        Self { data, database, port: free_port(), environment: Vec::new() }
    }

    /// Sets a variable for the server and every command, `REDIS_URL` for example.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// The data folder.
    pub fn data_dir(&self) -> &Path {
        self.data.path()
    }

    /// The database, when it is PostgreSQL.
    pub fn database(&self) -> Option<&FreshDatabase> {
        self.database.as_ref()
    }

    /// Where [`Installation::serve`] will answer: `http://127.0.0.1:port`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// `core install` at the address of [`Installation::serve`], with [`ADMIN`] and [`ADMIN_PASSWORD`].
    pub fn install_site(&self, title: &str) {
        self.install_site_at(&self.url(), title);
    }

    /// As [`Installation::install_site`] for a site at another address, behind a balancer for example.
    pub fn install_site_at(&self, url: &str, title: &str) {
        self.platen(&[
            "core",
            "install",
            &format!("--url={url}"),
            &format!("--title={title}"),
            &format!("--admin_user={ADMIN}"),
            &format!("--admin_password={ADMIN_PASSWORD}"),
            "--admin_email=admin@example.org",
        ]);
    }

    /// Deletes what `core install` wrote for the newcomer, so that numbers from 1 on are free.
    pub fn remove_sample_posts(&self) {
        for post_type in ["post", "page"] {
            let ids = self.platen(&["post", "list", &format!("--post_type={post_type}"), "--format=ids"]);
            let ids: Vec<&str> = ids.split_whitespace().collect();
            if !ids.is_empty() {
                self.platen(&[&["post", "delete"], ids.as_slice(), &["--force"]].concat());
            }
        }
    }

    /// Runs `platen` with these arguments on this host; gives what it printed, or panics with what it complained about.
    pub fn platen(&self, arguments: &[&str]) -> String {
        let output = self.try_platen(arguments);
        let (printed, complaint) = texts(&output);
        assert!(output.status.success(), "platen {}: {}\n{complaint}{printed}", arguments.join(" "), output.status);
        printed.trim_end().to_owned()
    }

    /// Runs `platen` and gives its outcome, whatever it was.
    pub fn try_platen(&self, arguments: &[&str]) -> Output {
        let mut command = self.command();
        command.args(arguments).arg("--data-dir").arg(self.data_dir());
        command.output().expect("the platen binary starts")
    }

    /// The same with further variables for this one run.
    pub fn try_platen_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = self.command();
        command.args(arguments).arg("--data-dir").arg(self.data_dir()).envs(environment.iter().copied());
        command.output().expect("the platen binary starts")
    }

    /// Runs `platen` with these arguments alone and these variables around it.
    pub fn try_platen_around(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = self.command();
        command.args(arguments).envs(environment.iter().copied());
        command.output().expect("the platen binary starts")
    }

    /// Where the environment of this name keeps everything.
    pub fn environment_dir(&self, name: &str) -> PathBuf {
        self.data_dir().join("environments").join(name)
    }

    /// Runs `platen` in an environment of this host; panics with what it complained about.
    pub fn platen_in(&self, environment: &str, arguments: &[&str]) -> String {
        let mut command = self.command();
        command.args(arguments).arg("--config").arg(self.environment_dir(environment).join("platen.toml"));
        let output = command.output().expect("the platen binary starts");
        let (printed, complaint) = texts(&output);
        assert!(output.status.success(), "platen {}: {}\n{complaint}{printed}", arguments.join(" "), output.status);
        printed.trim_end().to_owned()
    }

    /// Serves an environment of this host on this port.
    pub fn serve_environment(&self, environment: &str, port: u16) -> PlatenProcess {
        let folder = self.environment_dir(environment);
        let settings = folder.join("platen.toml").display().to_string();
        PlatenProcess::start_with(self.command(), &["--config", &settings], &folder, port)
    }

    /// Begins a `platen` command that the test may kill in the middle; gone when dropped.
    pub fn begin_platen(&self, arguments: &[&str]) -> Service {
        let mut command = self.command();
        command.args(arguments).arg("--data-dir").arg(self.data_dir());
        Service::start("platen", command, &self.data_dir().join("begun.log"), "TERM", None)
    }

    /// Serves the sample site that `make run` shows.
    pub fn serve_sample(&self) -> PlatenProcess {
        PlatenProcess::start_with(self.command(), &["--sample"], self.data_dir(), self.port)
    }

    /// Serves by a front alone, whose log tells of nothing but requests and purges.
    pub fn serve_by_front(&self) -> PlatenProcess {
        PlatenProcess::start_front(self.command(), self.data_dir(), self.port)
    }

    /// Serves on the port of [`Installation::url`] and waits until it is ready.
    pub fn serve(&self) -> PlatenProcess {
        self.serve_on(self.port)
    }

    /// A further front of the same host.
    pub fn serve_on(&self, port: u16) -> PlatenProcess {
        PlatenProcess::start(self.command(), self.data_dir(), port)
    }

    /// A front with an empty disk of its own: it shares the database alone.
    pub fn serve_from(&self, data_dir: &Path, port: u16) -> PlatenProcess {
        PlatenProcess::start(self.command(), data_dir, port)
    }

    /// A front that makes every page anew, with a disk of its own.
    pub fn serve_uncached(&self, data_dir: &Path) -> PlatenProcess {
        let mut command = self.command();
        command.env("PLATEN_PAGE_CACHE", "off");
        PlatenProcess::start(command, data_dir, free_port())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(binary());
        let is_setting = |name: &str| name.starts_with("PLATEN_") || PLATFORM_SETTINGS.contains(&name);
        let outside = std::env::vars_os().map(|(name, _)| name);
        for name in outside.filter(|name| name.to_str().is_some_and(is_setting)) {
            command.env_remove(name);
        }
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database.url());
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(self.data_dir());
        command
    }
}

/// Standard output and standard error of a command as text.
pub fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// The binary beside the running test: `target/debug/platen` for `target/debug/deps/host-…`. The benchmark names the
/// released one in `PLATEN_TEST_BINARY`.
pub fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("PLATEN_TEST_BINARY") {
        return named.into();
    }
    let test = std::env::current_exe().expect("a test knows its own file");
    let folder = test.ancestors().find(|folder| folder.join("platen").is_file());
    folder.map(|folder| folder.join("platen")).unwrap_or_else(|| {
        panic!("no platen binary beside {}: run `make build` first", test.display());
    })
}
