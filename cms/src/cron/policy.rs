//! What an event says about how it wants to be run.

use std::str::FromStr;

use crate::Error;

/// Declares a policy with the words that stand for it in the database and on the command line.
macro_rules! words {
    ($(#[$about:meta])* $name:ident, $code:literal, $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(word: &str) -> Result<Self, Error> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(Error::invalid($code, format!("'{word}' is none of: {}.", [$($word),+].join(", ")))),
                }
            }
        }
    };
}

words! {
    /// What becomes of the times that passed while no runner was there.
    Missed, "invalid_missed_policy",
    /// One run makes up for all of them (WordPress's way).
    #[default]
    One = "one",
    /// Each is made up for, one after the other.
    All = "all",
    /// None is made up for: what is late waits for its next turn.
    Skip = "skip",
}

words! {
    /// What becomes of an event whose runner died in the middle.
    OnCrash, "invalid_crash_policy",
    /// It runs again: right where doing it twice is harmless, or where the effect commits with the acknowledgement.
    #[default]
    Retry = "retry",
    /// It waits for a person.
    Hold = "hold",
    /// It counts as done: at most once.
    Once = "once",
}

words! {
    /// Who goes first where not all can run at once.
    Priority, "invalid_priority",
    /// Before the others.
    High = "high",
    /// In its turn.
    #[default]
    Normal = "normal",
    /// After the others.
    Low = "low",
}

impl Priority {
    /// As the database orders it.
    pub fn number(self) -> i64 {
        match self {
            Self::High => 1,
            Self::Normal => 2,
            Self::Low => 3,
        }
    }
}
