//! How a command ends that did not do what it was asked.

use std::fmt;
use std::process::ExitCode;

use crate::voice::Voice;

/// A failure that has been told already (a warning for each of several things), or that an exit code says alone.
#[derive(Debug)]
pub struct AlreadyTold;

impl fmt::Display for AlreadyTold {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not everything was done")
    }
}

impl std::error::Error for AlreadyTold {}

/// Tells the error on standard error, as `Error: …`; exit code 1.
pub fn report(voice: Voice, error: &anyhow::Error) -> ExitCode {
    if !error.is::<AlreadyTold>() {
        voice.error(&sentence(error));
    }
    ExitCode::FAILURE
}

/// A command line that could not be read, or a request for help.
pub fn usage(error: &clap::Error) -> ExitCode {
    // Nobody is left to tell when the terminal itself is gone.
    let _ = error.print();
    if error.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn sentence(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    let tables_are_missing =
        text.contains("no such table") || text.contains("relation") && text.contains("does not exist");
    if tables_are_missing {
        return "There is nothing here yet. Begin with `platen core install`, or `platen migrate` after an update."
            .to_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_without_tables_is_told_as_what_to_do() {
        let told = sentence(&anyhow::anyhow!("error returned from database: no such table: sites"));
        assert!(told.contains("platen core install"), "{told}");
        assert_eq!(sentence(&anyhow::anyhow!("There is no site 7.")), "There is no site 7.");
    }
}
