//! A child process that never outlives the test that started it.
use std::fs::File;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::waiting::until;

/// Waits until its input closes (the test is gone, however it went), then stops the process and removes its folder.
const GUARDIAN: &str = r#"
cat >/dev/null
kill -s "$1" "$2" 2>/dev/null
tries=0
while kill -0 "$2" 2>/dev/null && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -s KILL "$2" 2>/dev/null
[ -z "$3" ] || rm -rf -- "$3"
"#;

/// A running child with its log, and a guardian beside it that ends it should this process die first.
pub struct Service {
    name: &'static str,
    child: Child,
    guardian: Child,
    stop_signal: &'static str,
    log: PathBuf,
}

impl Service {
    /// Starts `command` with its output in `log`. `stop_signal` is how it likes to be stopped (`TERM`, `INT`);
    /// `directory` is removed by the guardian when this process dies without having done so itself.
    pub fn start(
        name: &'static str,
        mut command: Command,
        log: &Path,
        stop_signal: &'static str,
        directory: Option<&Path>,
    ) -> Self {
        let output = File::options().create(true).append(true).open(log).expect("the log file opens");
        let errors = output.try_clone().expect("the log file can be shared");
        let child = command
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error} ({command:?})"));
        let guardian = guardian(child.id(), stop_signal, directory);
        Self { name, child, guardian, stop_signal, log: log.to_owned() }
    }

    /// Waits until `ready` says so; panics with the log when the process ends first or the time is up.
    pub fn wait_until_ready(&mut self, at_most: Duration, mut ready: impl FnMut() -> bool) {
        let came_up = until(at_most, || ready() || self.has_ended());
        if !came_up || self.has_ended() {
            panic!("{} did not become ready within {at_most:?}; its log:\n{}", self.name, self.log());
        }
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything it has printed so far.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap_or_default()).into_owned()
    }

    /// Whether the process is gone.
    pub fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Sends a signal by its name: `TERM`, `KILL`, `STOP`, `CONT`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.id().to_string()]).stderr(Stdio::null()).status();
        assert!(sent.is_ok(), "kill is part of every system");
    }

    /// Waits until the process has ended by itself and says whether it did so with code 0.
    pub fn wait_until_ended(&mut self, at_most: Duration) -> bool {
        assert!(until(at_most, || self.has_ended()), "{} did not end within {at_most:?}:\n{}", self.name, self.log());
        self.child.wait().is_ok_and(|status| status.success())
    }

    /// Stops it the way it likes, or by force after ten seconds.
    pub fn stop(&mut self) {
        if !self.has_ended() {
            self.signal("CONT");
            self.signal(self.stop_signal);
            if !until(Duration::from_secs(10), || self.has_ended()) {
                let _ = self.child.kill();
            }
        }
        let _ = self.child.wait();
        let _ = self.guardian.kill();
        let _ = self.guardian.wait();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
    }
}

fn guardian(process: u32, stop_signal: &str, directory: Option<&Path>) -> Child {
    let directory = directory.map(|path| path.display().to_string()).unwrap_or_default();
    Command::new("sh")
        .args(["-c", GUARDIAN, "guardian", stop_signal, &process.to_string(), &directory])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("a shell starts")
}

/// A port that nobody listens on at this moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port can be bound");
    listener.local_addr().expect("a bound socket has an address").port()
}

/// Finds a program on the path or in the folders where Debian keeps servers; panics with what to install.
pub fn program(name: &str, debian_package: &str) -> PathBuf {
    find_program(name).unwrap_or_else(|| {
        panic!("{name} is not installed: `apt-get install {debian_package}`, or `make setup-tests` as root")
    })
}

/// As [`program`], without the panic.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from));
    folders.into_iter().map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sleeper(directory: &Path) -> Service {
        let mut command = Command::new("sleep");
        command.arg("600");
        Service::start("sleep", command, &directory.join("log"), "TERM", None)
    }

    fn is_alive(process: u32) -> bool {
        let state = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        !state.is_empty() && !state.contains(") Z ")
    }

    #[test]
    fn a_dropped_service_is_gone() {
        let directory = tempfile::tempdir().unwrap();
        let process = sleeper(directory.path()).id();
        assert!(!is_alive(process));
    }

    #[test]
    fn the_guardian_ends_what_a_dead_test_left_behind() {
        let directory = tempfile::tempdir().unwrap();
        let mut service = sleeper(directory.path());
        drop(service.guardian.stdin.take());
        assert!(until(Duration::from_secs(5), || !is_alive(service.id())), "the guardian did nothing");
    }

    #[test]
    #[should_panic(expected = "did not become ready")]
    fn a_service_that_ends_early_is_reported_with_its_log() {
        let directory = tempfile::tempdir().unwrap();
        let mut service = Service::start("false", Command::new("false"), &directory.path().join("log"), "TERM", None);
        service.wait_until_ready(Duration::from_secs(5), || false);
    }
}
