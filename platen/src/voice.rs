//! What a command says, in WP-CLI's manner: `Success:` on standard output, `Warning:` and `Error:` on standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};

/// How a command speaks.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    quiet: bool,
    color: Option<bool>,
}

impl Voice {
    /// `quiet` keeps messages back; `color` is for terminals unless it is said.
    pub fn new(quiet: bool, color: Option<bool>) -> Self {
        Self { quiet, color }
    }

    /// Whether only what was asked for is to be said.
    pub fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Something was done.
    pub fn success(self, message: &str) -> anyhow::Result<()> {
        if self.quiet {
            return Ok(());
        }
        let color = self.color.unwrap_or_else(|| io::stdout().is_terminal());
        print(&format!("{} {message}\n", label("Success:", "32", color)))
    }

    /// Something that is good to know, on a line of its own.
    pub fn tell(self, message: &str) -> anyhow::Result<()> {
        if self.quiet { Ok(()) } else { print(&format!("{message}\n")) }
    }

    /// Something was left out.
    pub fn warning(self, message: &str) {
        if !self.quiet {
            self.complain("Warning:", "33", message);
        }
    }

    /// Nothing was done.
    pub fn error(self, message: &str) {
        self.complain("Error:", "31", message);
    }

    fn complain(self, word: &str, code: &str, message: &str) {
        let color = self.color.unwrap_or_else(|| io::stderr().is_terminal());
        // Nobody is left to tell when standard error itself is gone.
        let _ = writeln!(io::stderr(), "{} {message}", label(word, code, color));
    }
}

fn label(word: &str, code: &str, color: bool) -> String {
    if color { format!("\u{1b}[{code};1m{word}\u{1b}[0m") } else { word.to_owned() }
}

/// Writes what was asked for to standard output. Whoever reads it may close it early (`platen post list | head`).
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
