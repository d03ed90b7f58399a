//! The site's own gates: a command each. It finds in its environment `PLATEN_STAGING_URL`, the site's address;
//! `PLATEN_STAGING_FRONT`, where it is reached under that name; `PLATEN_STAGING_PAGES`, a file with the paths of the changed
//! pages, one a line; `PLATEN_STAGING_ARTEFACTS`, a folder for what a person should look at.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::NamedTempFile;
use tokio::process::Command;

use super::bench::{Bench, CustomCommand};
use crate::{Fault, Result};

/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// Characters of its output that are kept.
const KEPT: usize = 2_000;

/// Runs it; what it says when it does not end with 0.
pub(super) async fn run(bench: &Bench, custom: &CustomCommand) -> Result<Vec<String>> {
    let pages = written(&bench.paths)?;
    std::fs::create_dir_all(&bench.artefacts).map_err(Fault::at(&bench.artefacts))?;
    let mut command = Command::new("sh");
    command.args(["-c", &custom.command]).stdin(Stdio::null()).kill_on_drop(true).process_group(0);
    command.env("PLATEN_STAGING_URL", bench.staging.site.as_str());
    command.env("PLATEN_STAGING_FRONT", bench.staging.front.as_str());
    command.env("PLATEN_STAGING_PAGES", pages.path()).env("PLATEN_STAGING_ARTEFACTS", &bench.artefacts);
    Ok(complaints(command).await)
}

fn written(paths: &[String]) -> Result<NamedTempFile> {
    let at = Fault::at(Path::new("a temporary file"));
    let write = || {
        let mut file = NamedTempFile::new()?;
        file.write_all((paths.join("\n") + "\n").as_bytes())?;
        Ok(file)
    };
    write().map_err(at)
}

async fn complaints(mut command: Command) -> Vec<String> {
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
