//! What the gates look at.

use std::path::PathBuf;

use cms::Host;
use url::Url;

/// An environment on the bench.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The environment's site.
    pub staging: Side,
    /// Production's: budgets are measured against it, in the same run.
    pub production: Option<Side>,
    /// Production, for a rehearsal of migrations on a copy of its database.
    pub database: Option<Host>,
    /// The program whose migrations are rehearsed; none for this one.
    pub binary: Option<PathBuf>,
    /// The Chromium that opens pages; none for the one that is installed.
    pub browser: Option<PathBuf>,
    /// Pages that the browser opens; of more, some from all over the plan.
    pub most_pages: usize,
    /// The script of axe-core, which finds faults of accessibility; without it that gate cannot run.
    pub axe: Option<String>,
    /// The pages that change and their neighbours, by path.
    pub paths: Vec<String>,
    /// One page of every kind, by path, and the status that it must have.
    pub kinds: Vec<(String, u16)>,
    /// What a page may cost.
    pub budget: Budget,
    /// The site's own checks.
    pub commands: Vec<CustomCommand>,
    /// Gates that are switched off, by name.
    pub switched_off: Vec<String>,
    /// Where the site's own checks leave pictures and the like.
    pub artefacts: PathBuf,
}

impl Bench {
    /// Whether a gate is switched off.
    pub fn is_off(&self, gate: &str) -> bool {
        self.switched_off.iter().any(|off| off == gate)
    }
}

/// A site and where it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// A front that has it.
    pub front: Url,
    /// The site's own address, as its pages print it.
    pub site: Url,
}

/// What a page may cost, against production where it is measured too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Times the server's time of production's page.
    pub most_times_slower: f64,
    /// Milliseconds that nobody is blamed for, whatever production takes.
    pub free_milliseconds: f64,
    /// Bytes of a page's HTML.
    pub most_bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { most_times_slower: 2.0, free_milliseconds: 20.0, most_bytes: 1 << 20 }
    }
}

/// A check of the site's own, run by `sh -c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomCommand {
    /// Its name, without spaces.
    pub name: String,
    /// What is run; exit code 0 is green.
    pub command: String,
}
