//! The formats of feeds, by WordPress's names.

use std::str::FromStr;

/// A feed's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// RSS 2.0, the default.
    Rss2,
    /// Atom 1.0 (RFC 4287).
    Atom,
    /// RSS 1.0, which is RDF.
    Rdf,
    /// RSS 0.92.
    Rss092,
}

impl Kind {
    /// The word in addresses: `/feed/atom/`; RSS 2.0 needs none.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss2 => "rss2",
            Self::Atom => "atom",
            Self::Rdf => "rdf",
            Self::Rss092 => "rss",
        }
    }

    /// `Content-Type` without the character set.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Rss2 | Self::Rss092 => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Rdf => "application/rdf+xml",
        }
    }
}

/// The word names no feed.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        match word {
            "" | "feed" | "rss2" => Ok(Self::Rss2),
            "atom" => Ok(Self::Atom),
            "rdf" => Ok(Self::Rdf),
            "rss" => Ok(Self::Rss092),
            _ => Err(UnknownKind),
        }
    }
}
