//! What came in, what was there already, what was left out, and why.

use super::super::reader::{Position, ReadFault};
use std::collections::BTreeMap;
use std::fmt;

/// How many notes are kept; a million broken items need not be listed one by one.
const MOST_NOTES: usize = 1000;

/// A kind of thing that an export holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// An account.
    Author,
    /// A term of this taxonomy.
    Term(String),
    /// A post of this type.
    Post(String),
    /// A comment, pingback or trackback.
    Comment,
    /// A file of an attachment.
    File,
}

impl fmt::Display for Thing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Author => formatter.write_str("authors"),
            Self::Term(taxonomy) => write!(formatter, "terms: {taxonomy}"),
            Self::Post(post_type) => write!(formatter, "posts: {post_type}"),
            Self::Comment => formatter.write_str("comments"),
            Self::File => formatter.write_str("files"),
        }
    }
}

/// A line of the table at the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New on the site.
    pub imported: u64,
    /// Already there, and left as it was.
    pub already_there: u64,
    /// Not taken; a [`Note`] tells why.
    pub left_out: u64,
}

/// Something about one item that its owner should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where the item begins.
    pub position: Position,
    /// Which item it is.
    pub about: String,
    /// What happened to it.
    pub what: String,
    /// How bad that is.
    pub weight: Weight,
}

/// How bad it is what a [`Note`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is on the site, but not quite as in the file.
    Remark,
    /// It was left out on purpose, or its file could not be had.
    LeftOut,
    /// The file is faulty there, and something is missing on the site.
    Lost,
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} {}", self.position, self.about, self.what)
    }
}

/// The outcome of an import.
#[derive(Debug, Default)]
pub struct Report {
    counts: BTreeMap<Thing, Counts>,
    reasons: BTreeMap<Thing, BTreeMap<String, u64>>,
    notes: Vec<Note>,
    unlisted: u64,
    renumbered: u64,
    has_losses: bool,
    /// Where and why reading had to stop; what stands before it is on the site.
    pub fault: Option<ReadFault>,
}

impl Report {
    /// The table's lines.
    pub fn counts(&self) -> impl Iterator<Item = (&Thing, &Counts)> {
        self.counts.iter()
    }

    /// The counts of one kind.
    pub fn of(&self, thing: &Thing) -> Counts {
        self.counts.get(thing).copied().unwrap_or_default()
    }

    /// The notes in the order of the file, a thousand at the most.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// How many notes there were beyond those kept.
    pub fn unlisted_notes(&self) -> u64 {
        self.unlisted
    }

    /// Posts that could not keep their id, since it belongs to something else here.
    pub fn renumbered_posts(&self) -> u64 {
        self.renumbered
    }

    /// Why things of this kind were left out, with how many for each reason.
    pub fn reasons(&self, thing: &Thing) -> impl Iterator<Item = (&str, u64)> {
        self.reasons.get(thing).into_iter().flatten().map(|(why, how_many)| (why.as_str(), *how_many))
    }

    /// Whether everything of the file is on the site.
    pub fn is_complete(&self) -> bool {
        self.fault.is_none() && self.counts.values().all(|counts| counts.left_out == 0)
    }

    /// Whether the file had no faults; what was left out on purpose is none.
    pub fn is_sound(&self) -> bool {
        self.fault.is_none() && !self.has_losses
    }

    pub(super) fn imported(&mut self, thing: Thing, how_many: usize) {
        self.counts.entry(thing).or_default().imported += how_many as u64;
    }

    pub(super) fn already_there(&mut self, thing: Thing) {
        self.counts.entry(thing).or_default().already_there += 1;
    }

    /// Something could not be taken since the file is faulty there.
    pub(super) fn lost(&mut self, thing: Thing, position: Position, about: String, why: &str) {
        self.has_losses = true;
        self.leave_out(thing, why);
        self.add_note(Note { position, about, what: why.to_owned(), weight: Weight::Lost });
    }

    /// Something was not taken for this reason; the details belong to this one thing alone.
    pub(super) fn left_out(&mut self, thing: Thing, position: Position, about: String, why: &str, details: &str) {
        self.leave_out(thing, why);
        self.add_note(Note { position, about, what: format!("{why}{details}"), weight: Weight::LeftOut });
    }

    pub(super) fn note(&mut self, position: Position, about: String, what: impl Into<String>) {
        self.add_note(Note { position, about, what: what.into(), weight: Weight::Remark });
    }

    fn leave_out(&mut self, thing: Thing, why: &str) {
        self.counts.entry(thing.clone()).or_default().left_out += 1;
        *self.reasons.entry(thing).or_default().entry(why.to_owned()).or_default() += 1;
    }

    pub(super) fn set_renumbered(&mut self, how_many: usize) {
        self.renumbered += how_many as u64;
    }

    fn add_note(&mut self, note: Note) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(note);
        } else {
            self.unlisted += 1;
        }
    }
}
