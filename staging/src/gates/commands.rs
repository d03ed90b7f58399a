//! The site's own gates: a command each.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use super::bench::{Bench, CustomCommand};

/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// Characters of its output that are kept.
const KEPT: usize = 2_000;

/// Runs it; what it says when it does not end with 0.
pub(super) async fn run(bench: &Bench, custom: &CustomCommand) -> Vec<String> {
    let mut command = Command::new("sh");
    command.args(["-c", &custom.command]).stdin(Stdio::null()).kill_on_drop(true);
    command.env("PLATEN_STAGING_URL", bench.staging.site.as_str()).process_group(0);
    let output = match tokio::time::timeout(PATIENCE, command.output()).await {
        Err(_) => return vec![format!("it took more than {} s", PATIENCE.as_secs())],
        Ok(Err(error)) => return vec![format!("it does not start: {error}")],
        Ok(Ok(output)) => output,
    };
    if output.status.success() {
        return Vec::new();
    }
    let said = [output.stdout, output.stderr].concat();
    let said: String = String::from_utf8_lossy(&said).trim().chars().take(KEPT).collect();
    vec![format!("{}: {said}", output.status)]
}
