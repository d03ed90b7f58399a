//! Asks before something is gone for good.

use std::io::{self, IsTerminal, Write};

use anyhow::bail;

/// Goes on when `yes` was said on the command line or is said now. Where nobody can be asked, nothing is done.
pub fn confirm(question: &str, yes: bool) -> anyhow::Result<()> {
    if yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        bail!("{question} Say so with --yes.");
    }
    write!(io::stderr(), "{question} [y/n] ")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    if !matches!(answer.trim(), "y" | "Y" | "yes") {
        bail!("Nothing was done.");
    }
    Ok(())
}
