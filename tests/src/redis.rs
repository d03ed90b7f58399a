//! Throwaway Redis servers: each test that needs one starts its own, since messages have no databases.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::service::{Service, free_port, program};

/// A Redis on a free loopback port that writes nothing to disk.
pub struct Redis {
    port: u16,
    home: TempDir,
    service: Option<Service>,
}

impl Redis {
    /// Starts one; takes some fifty milliseconds.
    pub fn start() -> Self {
        let home = tempfile::Builder::new().prefix("platen-redis-").tempdir().expect("a temporary folder");
        let mut redis = Self { port: free_port(), home, service: None };
        redis.start_again();
        redis
    }

    /// What goes into `REDIS_URL`.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Kills it without a word, as an outage does.
    pub fn kill(&mut self) {
        let mut service = self.service.take().expect("a Redis that runs");
        service.signal("KILL");
        service.wait_until_ended(Duration::from_secs(5));
    }

    /// Stops answering without closing a connection, as a network partition does.
    pub fn freeze(&self) {
        self.service.as_ref().expect("a Redis that runs").signal("STOP");
    }

    /// Answers again after [`Redis::freeze`].
    pub fn thaw(&self) {
        self.service.as_ref().expect("a Redis that runs").signal("CONT");
    }

    /// Starts it on the same port, empty.
    pub fn start_again(&mut self) {
        let mut command = Command::new(program("redis-server", "redis-server"));
        command.args(["--port", &self.port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        command.arg("--dir").arg(self.home.path());
        let home = self.home.path();
        let mut service = Service::start("redis-server", command, &home.join("log"), "TERM", Some(home));
        let port = self.port;
        service.wait_until_ready(Duration::from_secs(20), || answers_ping(port));
        self.service = Some(service);
    }
}

fn answers_ping(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
    let mut answer = [0; 5];
    stream.write_all(b"PING\r\n").is_ok() && stream.read_exact(&mut answer).is_ok() && &answer == b"+PONG"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_killed_redis_comes_back_on_its_port() {
        let mut redis = Redis::start();
        redis.kill();
        assert!(!answers_ping(redis.port));
        redis.start_again();
        assert!(answers_ping(redis.port));
    }
}
