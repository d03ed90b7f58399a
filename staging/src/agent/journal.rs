//! What an agent was about to do, written down before it does it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Place;
use super::switch::write_whole;
use crate::appspec::Event;
use crate::releases::Digest;
use crate::rollout::Order;
use crate::{Fault, Result};

/// One deployment on this host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// What was ordered.
    pub order: Order,
    /// The events that are over, in their order.
    pub finished: Vec<Event>,
    /// What is being done; written before it begins.
    pub at: Option<At>,
    /// The release that was installed before.
    pub before: Option<Digest>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Whether the database knows how it ended.
    pub reported: bool,
}

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The event.
    pub event: Event,
    /// The script, by its place in the bundle; none while the agent does its own part.
    pub script: Option<String>,
    /// The script's process.
    pub process: Option<ProcessMark>,
}

/// A process that cannot be mistaken for a later one with the same number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessMark {
    /// Its number, and that of its group.
    pub id: i32,
    /// When it began, in the system's ticks since its start.
    pub began: u64,
}

/// How a deployment ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// As promised.
    Done {
        /// What else there is to say, such as where it was resumed.
        note: String,
    },
    /// As before, or the sentence says what could not be undone here.
    Failed {
        /// Why, and what was undone.
        reason: String,
    },
}

impl Journal {
    /// Begins one.
    pub fn begin(order: Order, before: Option<Digest>) -> Self {
        Self { order, finished: Vec::new(), at: None, before, outcome: None, reported: false }
    }

    /// Writes it down, to the disk.
    pub fn save(&self, place: &Place) -> Result<()> {
        let file = file_of(&place.deployment(&self.order));
        let folder = file.parent().unwrap_or(&file);
        fs::create_dir_all(folder).map_err(Fault::at(folder))?;
        let text = serde_json::to_vec_pretty(self).map_err(|error| Fault::refused(error.to_string()))?;
        write_whole(&file, &text)
    }

    /// The journal of an order, if there is one.
    pub fn of(place: &Place, order: &Order) -> Result<Option<Self>> {
        read(&file_of(&place.deployment(order)))
    }

    /// Every journal whose end the database does not know yet, the oldest first.
    pub fn open_ones(place: &Place) -> Result<Vec<Self>> {
        let folder = place.deployments();
        let mut open = Vec::new();
        for item in fs::read_dir(&folder).map_err(Fault::at(&folder))? {
            let path = item.map_err(Fault::at(&folder))?.path();
            open.extend(read(&file_of(&path))?.filter(|journal| !journal.reported));
        }
        open.sort_by_key(|journal| journal.order.rollout);
        Ok(open)
    }
}

fn file_of(folder: &Path) -> PathBuf {
    folder.join("journal.json")
}

fn read(file: &Path) -> Result<Option<Journal>> {
    match fs::read(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::at(file)(error)),
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| Fault::refused(format!("{}: {error}", file.display()))),
    }
}
