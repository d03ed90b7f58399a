//! What a document is about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The kinds of documents, in the order in which they are written: whatever stands later may refer to what is before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A term of any taxonomy, navigation menus among them.
    Term,
    /// A post of any type but revisions: pages, attachments, menu items, templates.
    Post,
    /// An option, the theme's settings and widgets among them.
    Option,
    /// An old address that leads elsewhere.
    Redirect,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Term, Self::Post, Self::Option, Self::Redirect];

    /// Its name in rows and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Post => "post",
            Self::Option => "option",
            Self::Redirect => "redirect",
        }
    }
}

impl FromStr for Kind {
    type Err = cms::Error;

    fn from_str(name: &str) -> cms::Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
            cms::Error::invalid("unknown_kind", format!("There is no kind {name}: post, term, option or redirect."))
        })
    }
}

/// Which document: its kind, and its number or name within the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Key {
    /// What it is.
    pub kind: Kind,
    /// The number of a post or term, the name of an option, `kind post source` of a redirect.
    pub id: String,
}

impl Key {
    /// The post or term with this number.
    pub fn numbered(kind: Kind, number: i64) -> Self {
        Self { kind, id: number.to_string() }
    }

    /// The option of this name.
    pub fn option(name: impl Into<String>) -> Self {
        Self { kind: Kind::Option, id: name.into() }
    }

    /// The number of a post or term; none of the others.
    pub fn number(&self) -> Option<i64> {
        matches!(self.kind, Kind::Post | Kind::Term).then(|| self.id.parse().ok()).flatten()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind.name(), self.id)
    }
}

impl FromStr for Key {
    type Err = cms::Error;

    fn from_str(text: &str) -> cms::Result<Self> {
        let (kind, id) = text.split_once(':').ok_or_else(|| {
            cms::Error::invalid("invalid_key", format!("{text} names nothing: say post:12, term:3 or option:blogname."))
        })?;
        Ok(Self { kind: kind.parse()?, id: id.to_owned() })
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for Key {
    type Error = cms::Error;

    fn try_from(text: String) -> cms::Result<Self> {
        text.parse()
    }
}
