//! A small HTTP server that notes what it is asked and answers as a test says: for services that no stand-in has.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `GET`, `POST`, ….
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Header lines as they came.
    pub headers: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Asked {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; panics with the body when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }
}

/// What to say.
#[derive(Clone, Debug)]
pub enum Reply {
    /// This status with this body; JSON where it looks so.
    Say(u16, String),
    /// Nothing: the connection stays open until the test is over.
    Stall,
    /// Nothing: the connection is cut.
    HangUp,
}

type Answering = dyn Fn(&Asked) -> Reply + Send + Sync;

/// A running server. It ends with the process.
#[derive(Clone)]
pub struct Recorder {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    answering: Arc<Mutex<Arc<Answering>>>,
}

impl Recorder {
    /// Starts one that answers so.
    pub fn start(answering: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port can be bound");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let recorder = Self { port, asked: Arc::default(), answering: Arc::new(Mutex::new(Arc::new(answering))) };
        let serving = recorder.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                std::thread::spawn(move || serving.serve(stream));
            }
        });
        recorder
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Answers otherwise from now on.
    pub fn answer_with(&self, answering: impl Fn(&Asked) -> Reply + Send + Sync + 'static) {
        *self.answering.lock().expect("no thread panicked") = Arc::new(answering);
    }

    /// Everything that it was asked at paths that begin so.
    pub fn asked(&self, path: &str) -> Vec<Asked> {
        let all = self.asked.lock().expect("no thread panicked");
        all.iter().filter(|asked| asked.path.starts_with(path)).cloned().collect()
    }

    fn serve(&self, mut stream: TcpStream) {
        let Some(asked) = read(&stream) else { return };
        self.asked.lock().expect("no thread panicked").push(asked.clone());
        let answering = self.answering.lock().expect("no thread panicked").clone();
        match answering(&asked) {
            Reply::Say(status, body) => {
                let kind = if body.starts_with(['{', '[']) { "application/json" } else { "text/plain" };
                let head = format!(
                    "HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())));
            }
            Reply::Stall => std::thread::sleep(Duration::from_secs(3_600)),
            Reply::HangUp => {}
        }
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut headers, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
        headers.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { method, path, headers, body })
}
