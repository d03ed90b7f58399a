//! The state of a comment, in our word and in WordPress's.

use std::str::FromStr;

use crate::Error;

/// Whether a comment is shown, waits, or was put away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Shown.
    Approved,
    /// Waits for a moderator.
    Hold,
    /// Unwanted.
    Spam,
    /// Thrown away, for now.
    Trash,
}

impl Status {
    /// The word that rows and the REST API carry.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Hold => "hold",
            Self::Spam => "spam",
            Self::Trash => "trash",
        }
    }

    /// The value of WordPress's `comment_approved` column, as exports and metas have it.
    pub fn column(self) -> &'static str {
        match self {
            Self::Approved => "1",
            Self::Hold => "0",
            Self::Spam => "spam",
            Self::Trash => "trash",
        }
    }
}

impl FromStr for Status {
    type Err = Error;

    /// Understands both words, and WP-CLI's and REST's synonyms.
    fn from_str(word: &str) -> Result<Self, Error> {
        match word {
            "approved" | "approve" | "1" => Ok(Self::Approved),
            "hold" | "unapproved" | "unapprove" | "0" => Ok(Self::Hold),
            "spam" => Ok(Self::Spam),
            "trash" => Ok(Self::Trash),
            _ => Err(Error::invalid("rest_invalid_param", format!("{word} is no status of comments."))),
        }
    }
}
