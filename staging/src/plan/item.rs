//! A plan and its lines.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::documents::{Document, Key, Kind};
use crate::merge::{FieldChange, Outcome};

/// What happens to a row of production.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is made.
    Add,
    /// It is changed.
    Change,
    /// It goes.
    Delete,
}

impl Action {
    /// One word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
        }
    }
}

/// One row that a promotion would touch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The row on production.
    pub key: Key,
    /// The row in the environment; another number where production's was taken.
    pub staging_key: Key,
    /// What happens to it.
    pub action: Action,
    /// What a person calls it.
    pub title: String,
    /// `page`, `category`, `option`, ….
    pub sort: String,
    /// The fields that differ.
    pub changes: Vec<FieldChange>,
    /// What production will say; none where the row goes.
    pub after: Option<Document>,
    /// What the environment says, by its digest; none where it is gone there.
    pub staging_digest: Option<String>,
    /// What production says now, by its digest; none where there is nothing.
    pub production_digest: Option<String>,
    /// New rows of this plan that it cannot do without.
    pub needs: BTreeSet<Key>,
    /// Whether it comes along only because another one needs it.
    pub brought_along: bool,
    /// What else is to be known, in sentences.
    pub notes: Vec<String>,
}

impl Item {
    /// The fields that wait for a person.
    pub fn conflicts(&self) -> impl Iterator<Item = &FieldChange> {
        self.changes.iter().filter(|change| change.outcome == Outcome::Conflict)
    }
}

/// A file that goes up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFile {
    /// Path within the site's uploads.
    pub file: String,
    /// Of the content, in hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The attachment that it belongs to.
    pub attachment: Key,
}

/// What a promotion would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The site.
    pub site_id: i64,
    /// Production's address.
    pub url: String,
    /// The environment.
    pub environment: String,
    /// The clone that it rests on.
    pub lineage: String,
    /// When it was made, UTC; not part of the digest.
    pub made: NaiveDateTime,
    /// Everything that was changed in the environment, by one digest: whoever changes more there makes another plan necessary.
    pub staging_state: String,
    /// The rows, in the order in which they are written.
    pub items: Vec<Item>,
    /// The files.
    pub files: Vec<PlannedFile>,
    /// Rows of production that the items refer to, by their digests.
    pub referred: BTreeMap<Key, String>,
    /// Changes that were left out by name.
    pub left_out: Vec<Key>,
    /// What stands in the way, in sentences that name it.
    pub obstacles: Vec<String>,
    /// Rows that only production changed: they stay as they are.
    pub production_changes: u64,
    /// The media quota's use once the files are there, in bytes.
    pub new_bytes: u64,
    /// Of all of this; empty while it is not whole.
    pub digest: String,
}

impl Plan {
    /// The fields that wait for a person, with their row.
    pub fn conflicts(&self) -> impl Iterator<Item = (&Item, &FieldChange)> {
        self.items.iter().flat_map(|item| item.conflicts().map(move |change| (item, change)))
    }

    /// The posts and pages that visitors will see at addresses of their own.
    pub fn published(&self) -> impl Iterator<Item = &Item> {
        let posts = self.items.iter().filter(|item| item.key.kind == Kind::Post && item.action != Action::Delete);
        posts.filter(|item| {
            item.after.as_ref().is_some_and(|after| {
                after.field("status") == "publish" && matches!(after.field("post_type"), "post" | "page")
            })
        })
    }

    /// Whether there is nothing to promote.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// SHA-256 of everything but the time and itself, in hexadecimal.
    pub fn own_digest(&self) -> String {
        let bare = Self { made: NaiveDateTime::default(), digest: String::new(), ..self.clone() };
        let text = serde_json::to_string(&bare).unwrap_or_default();
        hex::encode(Sha256::digest(text.as_bytes()))
    }
}
