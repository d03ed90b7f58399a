//! `release.json` inside a bundle: what the release says of itself. It holds no time and no machine, so that the same
//! inputs make the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Fault, Result};

/// Its name in the bundle.
pub const FILE: &str = "release.json";
/// What this code reads and writes.
const FORMAT: u32 = 1;

/// The tables a program works with after all its migrations, by name, with their columns by name.
pub type Tables = BTreeMap<String, BTreeMap<String, Column>>;

/// What a release says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// The format of this file.
    pub format: u32,
    /// The program's version.
    pub version: String,
    /// The database's tables after its migrations.
    pub tables: Tables,
    /// `table` and `table.column` that this release no longer reads or writes: the next one may drop them.
    #[serde(default)]
    pub no_longer_used: Vec<String>,
}

/// One column, as far as an older program depends on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The declared type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether a row without it is refused: it may not be null and has no default.
    pub required: bool,
}

impl Description {
    /// A release of this version with these tables.
    pub fn new(version: impl Into<String>, tables: Tables) -> Self {
        Self { format: FORMAT, version: version.into(), tables, no_longer_used: Vec::new() }
    }

    /// Reads it from an unpacked bundle.
    pub fn of_bundle(bundle: &Path) -> Result<Self> {
        let file = bundle.join(FILE);
        let text = std::fs::read_to_string(&file).map_err(Fault::at(&file))?;
        let found: Self = serde_json::from_str(&text).map_err(|error| Fault::bundle(format!("{FILE}: {error}")))?;
        if found.format != FORMAT {
            return Err(Fault::bundle(format!("{FILE}: format {} is not known here", found.format)));
        }
        Ok(found)
    }

    /// The bytes for the bundle.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| Fault::bundle(error.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
