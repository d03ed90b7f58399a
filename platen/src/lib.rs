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

use command_line::CommandLine;

/// Reads the command line, does what it asks, and answers with the exit code that WP-CLI would give.
pub fn run() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return failure::usage(&error),
    };
    let voice = line.global.voice();
    match runtime().and_then(|runtime| runtime.block_on(asked_by(command_line(), line.command.run(&line.global)))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure::report(voice, &error),
    }
}

/// The audit log names whoever has the machine's command line by nothing else.
fn command_line() -> Asker {
    Asker { face: "command line", ..Asker::default() }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
