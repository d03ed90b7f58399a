//! A running `platen serve`.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::service::Service;
use crate::site_client::SiteClient;

/// One front: killed when dropped.
pub struct PlatenProcess {
    service: Service,
    port: u16,
    became_ready_after: Duration,
}

impl PlatenProcess {
    /// Adds `serve` to the command and waits until `/readyz` answers 200.
    pub fn start(command: Command, data_dir: &Path, port: u16) -> Self {
        Self::start_with(command, &[], data_dir, port)
    }

    /// The same with further arguments.
    pub fn start_with(command: Command, arguments: &[&str], data_dir: &Path, port: u16) -> Self {
        Self::begin(command, "serve", arguments, data_dir, port)
    }

    /// A front alone, without the runner, the syncer and the letters that `serve` brings along.
    pub fn start_front(command: Command, data_dir: &Path, port: u16) -> Self {
        Self::begin(command, "web", &[], data_dir, port)
    }

    fn begin(mut command: Command, verb: &str, arguments: &[&str], data_dir: &Path, port: u16) -> Self {
        let start = Instant::now();
        command
            .arg(verb)
            .args(arguments)
            .arg("--listen")
            .arg(format!("127.0.0.1:{port}"))
            .arg("--data-dir")
            .arg(data_dir);
        let log = data_dir.join(format!("serve-{port}.log"));
        let mut service = Service::start("platen serve", command, &log, "TERM", None);
        service.wait_until_ready(Duration::from_secs(60), || answers(port, "/readyz"));
        Self { service, port, became_ready_after: start.elapsed() }
    }

    /// Where it listens: `http://127.0.0.1:port`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// From the start of the process to the first 200 of `/readyz`.
    pub fn became_ready_after(&self) -> Duration {
        self.became_ready_after
    }

    /// A client that speaks to this front under its own address.
    pub fn client(&self) -> SiteClient {
        SiteClient::new(&self.url())
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.service.id()
    }

    /// Everything it has logged so far.
    pub fn log(&self) -> String {
        self.service.log()
    }

    /// Asks it to end as an init system does, without waiting.
    pub fn terminate(&self) {
        self.service.signal("TERM");
    }

    /// Ends it without a word, as a crash does.
    pub fn kill(&mut self) {
        self.service.signal("KILL");
        self.service.wait_until_ended(Duration::from_secs(10));
    }

    /// Stops it from running while its connections stay open.
    pub fn freeze(&self) {
        self.service.signal("STOP");
    }

    /// Lets it run on after [`PlatenProcess::freeze`].
    pub fn thaw(&self) {
        self.service.signal("CONT");
    }

    /// Waits until it has ended by itself; whether its exit code was 0.
    pub fn wait_until_ended(&mut self, at_most: Duration) -> bool {
        self.service.wait_until_ended(at_most)
    }

    /// Its resident memory in KiB.
    pub fn resident_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).expect("a process that runs");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("every process has memory");
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number of KiB")
    }
}

/// Whether a plain GET of this path answers 200.
fn answers(port: u16, path: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let asked = stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_end(&mut answer));
    asked.is_ok() && answer.starts_with(b"HTTP/1.1 200")
}
