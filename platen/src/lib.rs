//! The commands of the platen binary. They follow WP-CLI's names, flags and messages, so that a WordPress
//! administrator is at home; each is a thin face over a verb of `cms`.

mod command_line;
mod commands;
mod confirmation;
mod failure;
mod first_visit;
mod installation;
mod instance;
mod output;
mod sample;
mod session;
mod steps_bar;
mod voice;

use std::process::ExitCode;

use clap::Parser;
use cms::audit::{Asker, asked_by};
use tokio::runtime::Runtime;

use command_line::{Command, CommandLine};
use commands::media::MediaCommand;
use voice::Voice;

/// Reads the command line, does what it asks, and answers with the exit code that WP-CLI would give.
pub fn run() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return failure::usage(&error),
    };
    let voice = line.global.voice();
    // What has bounds is alone: it has neither a runtime nor a host.
    if let Command::Media(MediaCommand::RenderFirstPage(command)) = line.command {
        return outcome(voice, command.run());
    }
    let work = |runtime: Runtime| runtime.block_on(asked_by(command_line(), line.command.run(&line.global)));
    outcome(voice, runtime().and_then(work))
}

fn outcome(voice: Voice, done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure::report(voice, &error),
    }
}

/// The audit log names whoever has the machine's command line by nothing else.
fn command_line() -> Asker {
    Asker { face: "command line", ..Asker::default() }
}

fn runtime() -> anyhow::Result<Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
