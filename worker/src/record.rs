//! The outermost layer: whatever comes out of the others becomes the outcome that is stored.

use std::task::{Context, Poll};

use apalis::prelude::{BoxDynError, Task};
use cms::cron::Outcome;
use futures::future::BoxFuture;
use tokio::sync::mpsc::UnboundedSender;
use tower::{Layer, Service};

use crate::Ended;
use crate::hands::Run;
use crate::leash::Interrupt;

/// A run that ended and is to be acknowledged; its slot goes with it.
#[derive(Debug)]
pub struct Settled {
    /// The run.
    pub run: Run,
    /// How it ended; none where the hook acknowledged it, or another runner took it over.
    pub outcome: Option<Outcome>,
}

/// The layer.
#[derive(Clone, Debug)]
pub struct RecordLayer(pub UnboundedSender<Settled>);

/// The service that the layer makes.
#[derive(Clone, Debug)]
pub struct Record<S>(S, UnboundedSender<Settled>);

impl<S> Layer<S> for RecordLayer {
    type Service = Record<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Record(inner, self.0.clone())
    }
}

impl<S> Service<Task<Run>> for Record<S>
where
    S: Service<Task<Run>, Response = Ended>,
    S::Future: Send + 'static,
    S::Error: Into<BoxDynError>,
{
    type Response = ();
    type Error = BoxDynError;
    type Future = BoxFuture<'static, Result<(), BoxDynError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxDynError>> {
        self.0.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, task: Task<Run>) -> Self::Future {
        let (run, settled) = (task.args.clone(), self.1.clone());
        let ended = self.0.call(task);
        Box::pin(async move {
            let outcome = outcome(ended.await.map_err(Into::into));
            // Nobody listens only when the runner has ended already; then the events are taken over.
            drop(settled.send(Settled { run, outcome }));
            Ok(())
        })
    }
}

/// What the result of a hook means.
pub fn outcome(ended: Result<Ended, BoxDynError>) -> Option<Outcome> {
    let error = match ended {
        Ok(Ended::Said(output)) => return Some(Outcome::Done(output)),
        Ok(Ended::Acknowledged) => return None,
        Ok(Ended::Snoozed(pause)) => return Some(Outcome::Snoozed(pause)),
        Err(error) => error,
    };
    if let Some(why) = error.downcast_ref::<Interrupt>() {
        return Some(match why {
            Interrupt::TimeLimit => Outcome::TimedOut,
            Interrupt::Cancelled => Outcome::Cancelled,
            Interrupt::Stopping => Outcome::GivenBack,
        });
    }
    match error.downcast_ref::<cms::Error>() {
        Some(lost) if lost.code() == "claim_lost" => None,
        Some(wrong) if wrong.code() == "invalid_arguments" => Some(Outcome::Refused(error.to_string())),
        Some(away) if away.is_outage() => Some(Outcome::Outage(error.to_string())),
        _ => Some(Outcome::Failed(error.to_string())),
    }
}
