//! What becomes of a deployment whose agent died in the middle.

use std::fs;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::journal::{Journal, ProcessMark};

/// What is done after a restart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resumption {
    /// The agent's own steps can be done again: it goes on there.
    GoOn {
        /// The sentence that tells.
        note: String,
    },
    /// A script was running; nobody knows what it did, and it may not bear a second time.
    Undo {
        /// The sentence that tells.
        reason: String,
    },
}

/// Decides by the journal. What is left of a script is killed with its group.
pub fn after_restart(journal: &Journal) -> Resumption {
    let Some(at) = &journal.at else {
        let last = journal.finished.last().map_or_else(|| "its beginning".to_owned(), |event| event.to_string());
        return Resumption::GoOn { note: format!("the agent died after {last} and resumed there") };
    };
    let Some(script) = &at.script else {
        return Resumption::GoOn { note: format!("the agent died in {} and did it again", at.event) };
    };
    let left = at.process.as_ref().is_some_and(end_group);
    let left = if left { "; what was left of it was killed" } else { "" };
    Resumption::Undo { reason: format!("{}: the agent died while {script} ran (code 7){left}", at.event) }
}

/// Kills the group if its first process is still the same; whether it was.
fn end_group(process: &ProcessMark) -> bool {
    let is_the_same = beginning_of(process.id) == Some(process.began);
    is_the_same && killpg(Pid::from_raw(process.id), Signal::SIGKILL).is_ok()
}

/// When a process began, in ticks since the system's start (field 22 of `/proc/ID/stat`; see proc(5)).
pub(super) fn beginning_of(id: i32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let after_name = text.rsplit_once(')')?.1;
    after_name.split_whitespace().nth(19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::At;
    use crate::appspec::{Event, Phase};
    use crate::rollout::Order;

    fn journal(at: Option<At>) -> Journal {
        let order = Order {
            rollout: 1,
            phase: Phase::InPlace,
            release: "0".repeat(64).parse().unwrap(),
            group: "web".into(),
            is_rollback: false,
        };
        Journal { at, ..Journal::begin(order, None) }
    }

    #[test]
    fn a_step_of_the_agent_is_done_again_and_a_script_is_not() {
        let own = At { event: Event::Install, script: None, process: None };
        assert!(matches!(after_restart(&journal(Some(own))), Resumption::GoOn { note } if note.contains("Install")));
        let script = At { event: Event::AfterInstall, script: Some("scripts/a.sh".into()), process: None };
        let after = after_restart(&journal(Some(script)));
        assert!(matches!(after, Resumption::Undo { reason } if reason.contains("scripts/a.sh")));
        assert!(matches!(after_restart(&journal(None)), Resumption::GoOn { .. }));
    }

    #[test]
    fn what_is_left_of_a_script_is_killed() {
        use std::os::unix::process::CommandExt;
        let mut left = std::process::Command::new("sleep").arg("60").process_group(0).spawn().unwrap();
        let id = i32::try_from(left.id()).unwrap();
        let process = ProcessMark { id, began: beginning_of(id).unwrap() };
        assert!(
            !end_group(&ProcessMark { began: process.began + 1, ..process.clone() }),
            "another process is left alone"
        );
        assert!(end_group(&process));
        assert!(!left.wait().unwrap().success());
    }
}
