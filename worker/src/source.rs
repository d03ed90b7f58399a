//! The backend that apalis draws its tasks from: claimed runs come in by a channel, outcomes go out by another.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use apalis::prelude::{Backend, Task, TaskBuilder, TaskId, WorkerContext};
use apalis_core::backend::{BackendConfig, finalize::Ephemeral};
use cms::cron::Outcome;
use tokio::sync::mpsc::{Receiver, UnboundedSender};

use crate::Pace;
use crate::hands::{Hands, Run};
use crate::record::{RecordLayer, Settled};

/// How often a closing worker looks whether everything is stored.
const LOOK: std::time::Duration = std::time::Duration::from_millis(20);

/// Claimed runs on their way to the hooks.
#[derive(Debug)]
pub struct Source {
    runs: Receiver<Run>,
    settled: UnboundedSender<Settled>,
    hands: Arc<Hands>,
    pace: Pace,
}

impl Source {
    /// A source that `runs` flow out of.
    pub fn new(runs: Receiver<Run>, settled: UnboundedSender<Settled>, hands: Arc<Hands>, pace: Pace) -> Self {
        Self { runs, settled, hands, pace }
    }
}

impl Backend for Source {
    type Task = Task<Run>;
    type Error = Infallible;

    fn poll_ready(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
        _: &WorkerContext,
    ) -> Poll<Option<Result<Task<Run>, Infallible>>> {
        self.runs.poll_recv(context).map(|run| run.map(|run| Ok(task(run))))
    }

    /// Gives back what was not begun, and waits until everything is stored.
    fn poll_close(&mut self, context: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        self.runs.close();
        while let Ok(run) = self.runs.try_recv() {
            // Nobody listens only when the runner has ended already; then the events are taken over.
            drop(self.settled.send(Settled { run, outcome: Some(Outcome::GivenBack) }));
        }
        if self.hands.running() == 0 {
            return Poll::Ready(Ok(()));
        }
        let waker = context.waker().clone();
        tokio::spawn(async move {
            tokio::time::sleep(LOOK).await;
            waker.wake();
        });
        Poll::Pending
    }
}

fn task(run: Run) -> Task<Run> {
    let (id, tries) = (run.claim.event.id.to_string(), usize::try_from(run.claim.attempt - 1).unwrap_or(0));
    TaskBuilder::new(run).task_id(TaskId::from_string(id)).attempt(tries).build()
}

impl BackendConfig for Source {
    type Args = Run;
    type Id = String;
    type Kind = Ephemeral;
    type Config = Pace;
    type Layer = RecordLayer;

    fn config(&self) -> &Pace {
        &self.pace
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> RecordLayer {
        RecordLayer(self.settled.clone())
    }
}
