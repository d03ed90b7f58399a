//! `permissions`: mode, then ACLs, then SELinux's context, then owner and group, of what was copied.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use nix::unistd::{Group, User, chown};
use tokio::process::Command;

use super::Agent;
use super::copying::below;
use crate::appspec::{ObjectType, PermissionRule, matches_pattern};
use crate::{Fault, Result};

/// How long a program of the system may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Gives what was copied its owners, one rule after the other.
pub(super) async fn apply(agent: &Agent, rules: &[PermissionRule], copied: &[PathBuf]) -> Result<()> {
    for rule in rules {
        let object = below(&agent.destination_root, &rule.object);
        for path in copied.iter().filter(|path| is_meant(rule, &object, path)) {
            apply_one(rule, path).await?;
        }
    }
    Ok(())
}

/// A file named outright; else files that stand in the folder itself, and folders below it, however deep.
fn is_meant(rule: &PermissionRule, object: &Path, path: &Path) -> bool {
    let is_folder = path.is_dir() && !path.is_symlink();
    let kind = if is_folder { ObjectType::Directory } else { ObjectType::File };
    if !(rule.types.is_empty() || rule.types.contains(&kind)) || path.is_symlink() {
        return false;
    }
    if path == object {
        return !is_folder || rule.pattern == "**";
    }
    let Ok(inside) = path.strip_prefix(object) else { return false };
    let name = inside.to_string_lossy();
    let is_near = is_folder || inside.components().count() == 1;
    is_near && matches_pattern(&rule.pattern, &name) && !rule.except.iter().any(|not| matches_pattern(not, &name))
}

async fn apply_one(rule: &PermissionRule, path: &Path) -> Result<()> {
    if let Some(mode) = rule.mode {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(Fault::at(path))?;
    }
    if !rule.acls.is_empty() {
        let entries = rule.acls.join(",");
        run("setfacl", &["--remove-all", "--modify", &entries, "--"], path).await?;
    }
    if let Some(context) = &rule.context {
        let user = context.user.as_ref().map(|user| format!("--user={user}"));
        let range = context.range.as_ref().map(|range| format!("--range={range}"));
        let kind = format!("--type={}", context.kind);
        let options: Vec<&str> =
            [user.as_deref(), Some(kind.as_str()), range.as_deref()].into_iter().flatten().collect();
        run("chcon", &options, path).await?;
    }
    give_to(rule, path)
}

fn give_to(rule: &PermissionRule, path: &Path) -> Result<()> {
    let nobody = |kind: &str, name: &str| {
        Fault::refused(format!("permissions of {}: there is no {kind} {name}", path.display()))
    };
    let owner = rule
        .owner
        .as_deref()
        .map(|name| User::from_name(name).ok().flatten().map(|user| user.uid).ok_or_else(|| nobody("account", name)));
    let group = rule
        .group
        .as_deref()
        .map(|name| Group::from_name(name).ok().flatten().map(|group| group.gid).ok_or_else(|| nobody("group", name)));
    let (owner, group) = (owner.transpose()?, group.transpose()?);
    if owner.is_none() && group.is_none() {
        return Ok(());
    }
    chown(path, owner, group).map_err(|error| Fault::at(path)(error.into()))
}

async fn run(program: &str, options: &[&str], path: &Path) -> Result<()> {
    let mut command = Command::new(program);
    command.args(options).arg(path).stdin(Stdio::null()).kill_on_drop(true);
    let failed = |why: String| Fault::refused(format!("{program} {}: {why}", path.display()));
    let output = tokio::time::timeout(PATIENCE, command.output()).await;
    let output = output.map_err(|_| failed("it took too long".into()))?.map_err(|error| failed(error.to_string()))?;
    let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.success() { Ok(()) } else { Err(failed(complaint)) }
}
