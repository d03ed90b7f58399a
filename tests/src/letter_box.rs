//! A mail server that keeps what it is given: who it was for and what its subject was, each time it took a letter.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A letter as it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arrived {
    /// The address of the envelope.
    pub to: String,
    /// The subject.
    pub subject: String,
}

/// An SMTP server on a free loopback port, for as long as this process lives.
pub struct LetterBox {
    port: u16,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl LetterBox {
    /// Opens one.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it has a port").port();
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let kept = arrived.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = kept.clone();
                // A sender that dies in the middle takes its conversation with it.
                std::thread::spawn(move || drop(converse(&stream, &kept)));
            }
        });
        Self { port, arrived }
    }

    /// What goes into `PLATEN_MAIL_URL`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Every letter that was taken, in that order.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().expect("no conversation panics").clone()
    }
}

fn converse(stream: &TcpStream, arrived: &Mutex<Vec<Arrived>>) -> std::io::Result<()> {
    let (mut lines, mut answers) = (BufReader::new(stream).lines(), stream);
    answers.write_all(b"220 letter box\r\n")?;
    let mut to = String::new();
    while let Some(line) = lines.next().transpose()? {
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "RCPT" => to = line.trim_start_matches("RCPT TO:").trim_matches(['<', '>', ' ']).to_owned(),
            "DATA" => {
                answers.write_all(b"354 go on\r\n")?;
                let subject = read_letter(&mut lines)?;
                arrived.lock().expect("no conversation panics").push(Arrived { to: to.clone(), subject });
            }
            "QUIT" => return answers.write_all(b"221 bye\r\n"),
            _ => {}
        }
        answers.write_all(b"250 ok\r\n")?;
    }
    Ok(())
}

/// Reads to the line with the single dot; gives the subject. A letter that was cut off has not arrived.
fn read_letter(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> std::io::Result<String> {
    let mut subject = String::new();
    for line in lines {
        let line = line?;
        if line == "." {
            return Ok(subject);
        }
        if let Some(text) = line.strip_prefix("Subject: ").filter(|_| subject.is_empty()) {
            text.clone_into(&mut subject);
        }
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}
