//! `engines COMMAND …`: keeps one throwaway PostgreSQL while the command runs, and hands its port to it.
//!
//! Test runners start a process for each test; this way they share one cluster. It is gone when this process is,
//! however it ends.
use std::process::{Command, ExitCode};

use tests::{Postgres, postgres, shared};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        eprintln!("usage: engines COMMAND [ARGUMENT …]");
        return ExitCode::from(2);
    };
    let without_reference = shared::folder().is_none().then(|| shared::absence("what real WordPress answered"));
    if let Some(line) = &without_reference {
        eprintln!("{line}");
    }
    let cluster = Postgres::start();
    let mut command = Command::new(&program);
    command.args(arguments).env(postgres::SHARED_PORT, cluster.port().to_string());
    match command.status() {
        Ok(status) => ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)),
        Err(error) => {
            eprintln!("{}: {error}", program.display());
            ExitCode::FAILURE
        }
    }
}
