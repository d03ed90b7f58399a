//! Runs one script of a hook: with CodeDeploy's variables, under a time limit, in a process group of its own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::{Pid, User, geteuid};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use super::journal::ProcessMark;
use super::resume::beginning_of;
use crate::{Fault, Result};

/// How long what a script left behind may hold its output open.
const OUTPUT_PATIENCE: Duration = Duration::from_secs(5);
/// Lines longer than this are cut in the log.
const LONGEST_LINE: usize = 16 << 10;

/// Waits for a line before it becomes the script: the journal names its process before the script does anything, and an
/// agent that dies first leaves nothing behind. The process keeps its number and its parent.
const WAITS: &str = "read -r go || exit 7; exec \"$@\" </dev/null";

/// A script that is to run.
#[derive(Clone, Debug)]
pub(super) struct Script {
    pub file: PathBuf,
    pub location: String,
    pub timeout: Duration,
    pub runas: Option<String>,
    pub environment: BTreeMap<String, String>,
    pub log: PathBuf,
    pub stamp: String,
}

/// Why a script did not do. Codes are CodeDeploy's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScriptFault {
    pub code: u8,
    pub reason: String,
}

/// Runs it to its end. `started` hears of its process before anybody waits for it.
pub(super) async fn run(script: &Script, started: impl FnOnce(ProcessMark) -> Result<()>) -> Result<(), ScriptFault> {
    make_executable(script)?;
    let mut command = command(script)?;
    let mut child = command.spawn().map_err(|error| fault(script, 5, format!("does not start: {error}")))?;
    let group = child.id().and_then(|id| i32::try_from(id).ok()).unwrap_or_default();
    let mark = ProcessMark { id: group, began: beginning_of(group).unwrap_or_default() };
    if let Err(error) = started(mark) {
        end(group);
        return Err(fault(script, 5, error.to_string()));
    }
    if let Some(mut input) = child.stdin.take() {
        // One that is gone already says so by its end.
        drop(input.write_all(b"\n").await);
    }
    let output = follow(script, &mut child)?;
    let Ok(ended) = tokio::time::timeout(script.timeout, child.wait()).await else {
        end(group);
        drop(child.wait().await);
        let reason = format!("was killed with its process group after {} s", script.timeout.as_secs());
        return Err(fault(script, 3, reason));
    };
    let ended = ended.map_err(|error| fault(script, 5, error.to_string()))?;
    let was_closed = tokio::time::timeout(OUTPUT_PATIENCE, futures::future::join_all(output)).await.is_ok();
    match (ended.code(), was_closed) {
        (Some(0), true) => Ok(()),
        (Some(0), false) => {
            end(group);
            Err(fault(script, 6, "ended, but something that it started holds its output open".into()))
        }
        (Some(code), _) => Err(fault(script, 4, format!("ended with code {code}"))),
        (None, _) => Err(fault(script, 4, format!("was killed: {ended}"))),
    }
}

fn fault(script: &Script, code: u8, reason: String) -> ScriptFault {
    ScriptFault { code, reason: format!("{} {reason} (code {code})", script.location) }
}

fn end(group: i32) {
    if group > 0 {
        // Nobody left in the group is what is wanted.
        let _ = killpg(Pid::from_raw(group), Signal::SIGKILL);
    }
}

fn make_executable(script: &Script) -> Result<(), ScriptFault> {
    let facts = fs::metadata(&script.file).map_err(|_| fault(script, 1, "is not there".into()))?;
    if facts.permissions().mode() & 0o111 != 0 {
        return Ok(());
    }
    fs::set_permissions(&script.file, fs::Permissions::from_mode(0o755))
        .map_err(|error| fault(script, 2, format!("cannot be made executable: {error}")))
}

fn command(script: &Script) -> Result<Command, ScriptFault> {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", WAITS, "sh"]);
    if let Some(name) = &script.runas {
        let found = User::from_name(name).ok().flatten();
        let user = found.ok_or_else(|| fault(script, 4, format!("runs as {name}, who has no account here")))?;
        if user.uid != geteuid() {
            // `setpriv` becomes the script; `su` would stay between, in a session of its own, and outlive the group.
            command.arg("setpriv").args([
                format!("--reuid={}", user.uid),
                format!("--regid={}", user.gid),
                "--init-groups".to_owned(),
            ]);
        }
        command.env_clear();
        command.env("HOME", &user.dir).env("USER", name).env("LOGNAME", name);
    } else {
        command.env_clear().env("HOME", "/").env("USER", "root");
    }
    command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin").env("LANG", "C.UTF-8");
    command.envs(&script.environment).current_dir("/").process_group(0);
    command.arg(&script.file).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(command)
}

/// Copies both outputs into the log, line by line, as CodeDeploy's agent writes them.
fn follow(script: &Script, child: &mut Child) -> Result<Vec<JoinHandle<()>>, ScriptFault> {
    let log = open_log(&script.log).map_err(|error| fault(script, 5, error.to_string()))?;
    let log = Arc::new(Mutex::new(log));
    let mut tasks = Vec::new();
    if let Some(output) = child.stdout.take() {
        tasks.push(tokio::spawn(copy_lines(output, log.clone(), format!("{} [stdout]", script.stamp))));
    }
    if let Some(output) = child.stderr.take() {
        tasks.push(tokio::spawn(copy_lines(output, log, format!("{} [stderr]", script.stamp))));
    }
    Ok(tasks)
}

fn open_log(file: &Path) -> Result<File> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder).map_err(Fault::at(folder))?;
    File::options().create(true).append(true).open(file).map_err(Fault::at(file))
}

async fn copy_lines(output: impl AsyncRead + Unpin, log: Arc<Mutex<File>>, before: String) {
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while matches!(reader.read_until(b'\n', &mut line).await, Ok(read) if read > 0) {
        let text = String::from_utf8_lossy(&line[..line.len().min(LONGEST_LINE)]);
        if let Ok(mut log) = log.lock() {
            // A full disk costs the log, and not the deployment.
            let _ = writeln!(log, "{before}{}", text.trim_end());
        }
        line.clear();
    }
}

#[cfg(test)]
#[path = "script_tests.rs"]
mod tests;
