//! Which environment, and which part of its changes.

use clap::Args;
use staging::documents::Key;
use staging::plan::Selection;

/// Which environment, and which part of its changes.
#[derive(Args, Clone, Debug)]
pub struct Selected {
    /// The environment
    #[arg(long, value_name = "NAME", default_value = "staging")]
    pub env: String,
    /// Only these rows, such as post:12,term:3, and what they need
    #[arg(long, value_name = "ROWS", value_delimiter = ',')]
    pub only: Vec<String>,
    /// All but these rows
    #[arg(long, value_name = "ROWS", value_delimiter = ',')]
    pub without: Vec<String>,
}

impl Selected {
    /// The rows that are named.
    pub fn selection(&self) -> anyhow::Result<Selection> {
        let keys =
            |names: &[String]| names.iter().map(|name| Ok(name.trim().parse()?)).collect::<anyhow::Result<Vec<Key>>>();
        Ok(Selection { only: keys(&self.only)?, without: keys(&self.without)? })
    }
}
