//! A process of our own program for work on what may have been made to do harm. It takes bounds upon itself before it reads
//! anything; it is told nothing of our environment; how long it may take, and how much it may answer, is seen to from outside.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

/// This program as the system has it, also where its file was replaced since it began.
pub const OWN_PROGRAM: &str = "/proc/self/exe";

/// What a confined process may open: nothing beside its input, its answer and its complaints.
const OPEN_FILES: u64 = 3;
/// Bytes of complaints that are read.
const LONGEST_COMPLAINT: u64 = 4 << 10;
/// Letters of them that are passed on.
const LONGEST_SENTENCE: usize = 200;

/// What a confined process may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Memory that it may have addresses for, in MiB.
    pub memory_mb: u64,
    /// Seconds of a core.
    pub cpu_seconds: u64,
}

/// What is expected of a confined process.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How long it may take, whatever it does.
    pub time: Duration,
    /// Bytes that it may answer.
    pub bytes: u64,
}

/// Why a confined process gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// It never ran, or what it said could not be read.
    #[error("the process for it could not be run: {0}")]
    NotRun(#[from] std::io::Error),
    /// It was ended.
    #[error("it took longer than {} seconds", .0.as_secs())]
    TooSlow(Duration),
    /// It was ended.
    #[error("what came out is larger than {0} bytes")]
    TooLong(u64),
    /// What it said, or how it ended.
    #[error("{0}")]
    Failed(String),
}

/// Takes the bounds upon this process, for good: the first thing that a confined process does. It can open no
/// file, and leaves no image of its memory behind.
pub fn confine(bounds: Bounds) -> std::io::Result<()> {
    let limits = [
        (Resource::RLIMIT_AS, bounds.memory_mb << 20),
        (Resource::RLIMIT_CPU, bounds.cpu_seconds),
        (Resource::RLIMIT_CORE, 0),
        (Resource::RLIMIT_NOFILE, OPEN_FILES),
    ];
    for (resource, wanted) in limits {
        let (_, highest) = getrlimit(resource)?;
        let limit = wanted.min(highest);
        setrlimit(resource, limit, limit)?;
    }
    Ok(())
}

/// Runs `program`, which is to confine itself, on `input`; gives what it answers. One that takes too long is killed, and so is
/// one that nobody waits for any more.
pub async fn answer_of(
    program: &Path,
    arguments: &[&str],
    input: File,
    patience: Patience,
) -> Result<Vec<u8>, Unanswered> {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().current_dir("/").kill_on_drop(true);
    let mut child = command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let answer = tokio::time::timeout(patience.time, answer(&mut child, patience.bytes)).await;
    if child.id().is_some() {
        child.kill().await?;
    }
    answer.unwrap_or(Err(Unanswered::TooSlow(patience.time)))
}

async fn answer(child: &mut Child, most: u64) -> Result<Vec<u8>, Unanswered> {
    let (said, complained) = (child.stdout.take(), child.stderr.take());
    let (said, complained) = tokio::try_join!(up_to(said, most + 1), up_to(complained, LONGEST_COMPLAINT))?;
    if said.len() as u64 > most {
        return Err(Unanswered::TooLong(most));
    }
    let status = child.wait().await?;
    if status.success() {
        return Ok(said);
    }
    let complaint = sentence(&String::from_utf8_lossy(&complained));
    Err(Unanswered::Failed(if complaint.is_empty() { format!("its process ended with {status}") } else { complaint }))
}

async fn up_to(pipe: Option<impl AsyncRead + Unpin>, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(most).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

/// As one line of a log: what was read may say anything.
fn sentence(complaint: &str) -> String {
    let words: Vec<&str> = complaint.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_SENTENCE).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};
    use std::time::Instant;

    use super::*;

    async fn shell(script: &str) -> Result<String, String> {
        let mut input = tempfile::tempfile().unwrap();
        input.write_all(b"what is read").unwrap();
        input.rewind().unwrap();
        let patience = Patience { time: Duration::from_secs(2), bytes: 1_000 };
        let answer = answer_of(Path::new("/bin/sh"), &["-c", script], input, patience).await;
        answer.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_confined_process_answers_what_it_read_and_knows_nothing_of_ours() {
        assert_eq!(shell("cat").await.unwrap(), "what is read");
        let told = shell("env; pwd").await.unwrap();
        assert!(!told.contains("HOME=") && !told.contains("CARGO"), "{told}");
        assert!(told.lines().any(|line| line == "/"), "{told}");
    }

    #[tokio::test]
    async fn one_that_takes_too_long_or_says_too_much_is_ended() {
        let began = Instant::now();
        assert_eq!(shell("exec sleep 60").await.unwrap_err(), "it took longer than 2 seconds");
        assert_eq!(shell("exec cat /dev/zero").await.unwrap_err(), "what came out is larger than 1000 bytes");
        assert!(began.elapsed() < Duration::from_secs(20));
    }

    #[tokio::test]
    async fn one_that_fails_says_why_in_one_line() {
        let complaint = shell("printf 'it is\\n\\033[31m broken' >&2; exit 3").await.unwrap_err();
        assert_eq!(complaint, "it is [31m broken");
        assert!(shell("kill -9 $$").await.unwrap_err().contains("signal: 9"));
    }
}
