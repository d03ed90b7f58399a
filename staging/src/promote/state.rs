//! How far a promotion is.

use std::fmt;

/// How far a promotion is. Whoever finds one that nobody works on knows by this what is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Files are on their way; no row has changed. Cut off here, all is as before.
    Media,
    /// All rows are there. Cut off here, it is finished.
    Committed,
    /// Done.
    Promoted,
    /// Its rows are undone, its files are on their way out.
    Leaving,
    /// It was given up before any row changed.
    Undone,
    /// It was there, and was taken back.
    RolledBack,
}

impl State {
    /// Its word in rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Media => "media",
            Self::Committed => "committed",
            Self::Promoted => "promoted",
            Self::Leaving => "leaving",
            Self::Undone => "undone",
            Self::RolledBack => "rolled back",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
