//! Begins a piece of work and runs it to its end.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Kind, Noted, Work, row};
use crate::audit::{Asker, asked_by};
use crate::{Actor, Result, Site};

/// How often its row says how far it is.
const EVERY: Duration = Duration::from_secs(1);

/// What is begun.
#[derive(Clone, Debug)]
pub struct NewWork {
    /// What it does, where its kind knows more than one thing.
    pub work: &'static str,
    /// What it is about.
    pub about: Value,
    /// The part that it begins with.
    pub part: &'static str,
    /// How much that part is.
    pub total: u64,
}

impl NewWork {
    /// About this, and nothing is known of its parts yet.
    pub fn about(work: &'static str, about: Value) -> Self {
        Self { work, about, part: "", total: 0 }
    }
}

/// What a piece of work came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Whether it did what it was begun for.
    pub is_done: bool,
    /// What there is to tell of it, in sentences; often nothing. Of one that failed: why.
    pub told: String,
    /// What came of it, in figures.
    pub report: Value,
    /// What it was about, where that is known better now.
    pub about: Option<Value>,
}

impl Ended {
    /// It did what it was begun for.
    pub fn done(told: impl Into<String>) -> Self {
        Self { is_done: true, told: told.into(), report: json!({}), about: None }
    }

    /// It did not.
    pub fn failed(why: impl Into<String>) -> Self {
        Self { is_done: false, ..Self::done(why) }
    }
}

/// Begins work on the runtime of the caller; answers at once. Of two who begin the same kind on a site in the same
/// instant one is refused: the database has room for one that is running. What it changes is noted as theirs who asked.
pub async fn begin<W, Working>(site: &Site, actor: &Actor, kind: &'static Kind, new: NewWork, work: W) -> Result<Work>
where
    W: FnOnce(Arc<Noted>) -> Working,
    Working: Future<Output = Ended> + Send + 'static,
{
    kind.require(actor)?;
    let noted = Arc::new(Noted::default());
    noted.begins(new.part, new.total);
    let begun = row::enter(site, actor, kind, &new, noted.now()).await?;
    let work = asked_by(Asker::current(), work(noted.clone()));
    tokio::spawn(run(site.clone(), work, noted, begun.id));
    Ok(begun)
}

/// The work is a task of its own: while it holds the database, noting how far it is waits, and it does not.
async fn run(site: Site, work: impl Future<Output = Ended> + Send + 'static, noted: Arc<Noted>, id: i64) {
    let mut work = tokio::spawn(work);
    let outcome = loop {
        tokio::select! {
            outcome = &mut work => break outcome,
            () = tokio::time::sleep(EVERY) => row::note(&site, id, noted.now()).await,
        }
    };
    let ended = outcome.unwrap_or_else(|error| Ended::failed(format!("It broke off: {error}")));
    row::end(&site, id, ended).await;
}

#[cfg(test)]
#[path = "begin_tests.rs"]
mod tests;
