//! The balancer lets go of the host, and sends visitors again. Every balancer that asks `/readyz` understands the file
//! `draining`; others are told by a command.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::Instant;

use super::Agent;
use crate::rollout::is_ready;
use crate::{Fault, Result};

/// How long the balancer's command may take.
const COMMAND: Duration = Duration::from_secs(60);
/// How long a front may take to be ready before visitors come.
const READY: Duration = Duration::from_secs(60);
/// Between two looks at it.
const STEP: Duration = Duration::from_millis(100);

/// The balancer lets go.
pub(super) async fn block(agent: &Agent) -> Result<()> {
    let file = agent.place.draining();
    fs::write(&file, "the agent drains this host\n").map_err(Fault::at(&file))?;
    tell(agent, "BlockTraffic", agent.block_traffic.as_deref()).await?;
    tokio::time::sleep(agent.drain).await;
    Ok(())
}

/// The balancer sends visitors, who find the front ready.
pub(super) async fn allow(agent: &Agent) -> Result<()> {
    let file = agent.place.draining();
    match fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Fault::at(&file)(error)),
        _ => {}
    }
    wait_until_ready(agent).await?;
    tell(agent, "AllowTraffic", agent.allow_traffic.as_deref()).await
}

async fn wait_until_ready(agent: &Agent) -> Result<()> {
    let Some(front) = &agent.front_url else { return Ok(()) };
    let deadline = Instant::now() + READY;
    while !is_ready(front).await {
        if Instant::now() > deadline {
            return Err(Fault::refused(format!("{front}readyz did not answer 200 within {} s", READY.as_secs())));
        }
        tokio::time::sleep(STEP).await;
    }
    Ok(())
}

async fn tell(agent: &Agent, event: &str, command: Option<&str>) -> Result<()> {
    let Some(text) = command else { return Ok(()) };
    let mut command = Command::new("sh");
    command.args(["-c", text]).env("PLATEN_AGENT", &agent.name).env("PLATEN_ROOT", agent.place.root());
    command.stdin(Stdio::null()).kill_on_drop(true);
    let failed = |why: String| Fault::refused(format!("{event}: the balancer's command {why}"));
    let output = tokio::time::timeout(COMMAND, command.output()).await;
    let output = output.map_err(|_| failed(format!("took more than {} s", COMMAND.as_secs())))?;
    let output = output.map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(failed(format!("failed: {}", String::from_utf8_lossy(&output.stderr).trim())))
}
