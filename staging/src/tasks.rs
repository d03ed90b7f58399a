//! Plans, checks and promotions that run behind a screen: somebody begins one, goes on, and looks how far it is.

use std::sync::Arc;

use cms::background::{self, Ended, Kind, NewWork, Noted, Work};
use cms::users::Capability;
use cms::{Actor, Site};
use serde_json::{Value, json};

use crate::Result;
use crate::environments::Progress;

/// Tasks among the work behind requests.
pub const KIND: Kind = Kind {
    name: "promotion",
    needs: Capability::ManageOptions,
    running: "task_running",
    missing: "task_not_found",
    cut_off,
};

/// What is begun.
#[derive(Clone, Debug, Default)]
pub struct NewTask {
    /// The environment; empty where it is not about one.
    pub environment: String,
    /// `plan`, `check`, `promote`, `rollback` or `recover`.
    pub work: &'static str,
    /// The plan that it is about, where there is one already.
    pub plan_digest: String,
}

/// What a task came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The plan that was made, where one was.
    pub plan_digest: Option<String>,
    /// What there is to tell of it, in sentences; often nothing.
    pub told: String,
}

/// Begins a task on the runtime of the caller; answers at once. One at a time on a site. What the work may, its own verb
/// asks.
pub async fn begin<W, Working>(site: &Site, actor: &Actor, new: NewTask, work: W) -> cms::Result<Work>
where
    W: FnOnce(Arc<Noted>) -> Working,
    Working: Future<Output = Result<Done>> + Send + 'static,
{
    actor.require(Capability::ManageOptions)?;
    let begun = NewWork::about(new.work, about(&new.environment, &new.plan_digest));
    background::begin(site, actor, &KIND, begun, |noted| {
        let working = work(noted);
        async move { ended(&new.environment, working.await) }
    })
    .await
}

fn about(environment: &str, plan_digest: &str) -> Value {
    json!({"environment": environment, "plan": plan_digest})
}

fn ended(environment: &str, outcome: Result<Done>) -> Ended {
    match outcome {
        Ok(done) => {
            Ended { about: done.plan_digest.map(|digest| about(environment, &digest)), ..Ended::done(done.told) }
        }
        Err(fault) => Ended::failed(fault.to_string()),
    }
}

fn cut_off(work: &str) -> &'static str {
    match work {
        "promote" | "rollback" | "recover" => {
            "The server was stopped in the middle. End what was cut off: production is then as before or as promised."
        }
        _ => "The server was stopped in the middle. Begin again.",
    }
}

impl Progress for Noted {
    fn begin(&self, part: &str, total: u64) {
        self.begins(part, total);
    }

    fn reached(&self, done: u64) {
        self.has_reached(done);
    }
}
