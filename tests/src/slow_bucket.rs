//! A line to a bucket that stalls where the test says: before anything, before the answer, or in the middle of it.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use platform::buckets::Bucket;

use crate::bucket_server::BucketServer;

/// What the line lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Everything.
    All,
    /// Nothing: connections are taken, and that is all.
    Nothing,
    /// Requests, but no answer: what was asked for is done, and nobody hears of it.
    Requests,
    /// Requests, and so many bytes of the answers; then the line stands still.
    Beginnings(usize),
    /// Requests, and so many bytes of the answers; then the line is cut.
    Cut(usize),
}

/// The line, at an address of its own.
pub struct SlowBucket {
    address: String,
    line: Arc<Line>,
}

struct Line {
    pass: Mutex<Pass>,
    changed: Condvar,
}

impl SlowBucket {
    /// A line to this bucket that lets everything through.
    pub fn before(bucket: &BucketServer) -> Self {
        let url = url::Url::parse(bucket.address()).expect("a bucket's address");
        let there = url.port().expect("its address has a port");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let here = listener.local_addr().expect("it listens").port();
        // The key has the server's own port in its name, and stays as it is.
        let address = bucket.address().replace(&format!("127.0.0.1:{there}"), &format!("127.0.0.1:{here}"));
        let line = Arc::new(Line { pass: Mutex::new(Pass::All), changed: Condvar::new() });
        let taken = line.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", there)) else { continue };
                carry_both_ways(&taken, stream, server);
            }
        });
        Self { address, line }
    }

    /// The address for `PLATEN_BUCKET_A` or `PLATEN_BUCKET_B`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The bucket as it is seen over this line.
    pub fn bucket(&self) -> Bucket {
        Bucket::open(&self.address).expect("its address is well-formed")
    }

    /// From now on, on every connection, this is let through.
    pub fn lets(&self, pass: Pass) {
        *self.line.pass.lock().unwrap_or_else(PoisonError::into_inner) = pass;
        self.line.changed.notify_all();
    }
}

impl Line {
    /// How many of `length` bytes may pass now, behind `so_far` that did since the last request; waits while none may.
    fn may_pass(&self, is_answer: bool, so_far: usize, length: usize) -> Option<usize> {
        let mut pass = self.pass.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let bound = match *pass {
                Pass::All => usize::MAX,
                Pass::Nothing => 0,
                _ if !is_answer => usize::MAX,
                Pass::Requests => 0,
                Pass::Beginnings(bytes) => bytes,
                Pass::Cut(bytes) if so_far >= bytes => return None,
                Pass::Cut(bytes) => bytes,
            };
            if so_far < bound {
                return Some(length.min(bound - so_far));
            }
            pass = self.changed.wait(pass).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn carry_both_ways(line: &Arc<Line>, client: TcpStream, server: TcpStream) {
    let answered = Arc::new(Mutex::new(0));
    let pairs = [(client.try_clone(), server.try_clone(), false), (server.try_clone(), client.try_clone(), true)];
    for (from, to, is_answer) in pairs {
        let (Ok(from), Ok(to)) = (from, to) else { return };
        let (line, answered) = (line.clone(), answered.clone());
        std::thread::spawn(move || {
            drop(carry(&line, &from, &to, is_answer, &answered));
            drop((from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both)));
        });
    }
}

fn carry(
    line: &Line,
    mut from: &TcpStream,
    mut to: &TcpStream,
    is_answer: bool,
    answered: &Mutex<usize>,
) -> std::io::Result<()> {
    let mut piece = vec![0; 16 << 10];
    loop {
        let length = from.read(&mut piece)?;
        if length == 0 {
            return Ok(());
        }
        let mut rest = &piece[..length];
        while !rest.is_empty() {
            let so_far = *answered.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(may) = line.may_pass(is_answer, so_far, rest.len()) else { return Ok(()) };
            to.write_all(&rest[..may])?;
            rest = &rest[may..];
            // A connection serves one request after the other: each has its own answer.
            let mut answered = answered.lock().unwrap_or_else(PoisonError::into_inner);
            *answered = if is_answer { *answered + may } else { 0 };
        }
    }
}
