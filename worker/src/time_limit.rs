//! A layer that ends a run at its time limit, or when somebody pulls its leash. What was open is dropped: a transaction
//! that did not commit has not happened.

use std::task::{Context, Poll};
use std::time::Duration;

use apalis::prelude::{BoxDynError, Task};
use futures::future::BoxFuture;
use tower::{Layer, Service};

use crate::hands::Run;
use crate::leash::Interrupt;

/// The layer.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimitLayer;

/// The service that the layer makes.
#[derive(Clone, Debug)]
pub struct TimeLimit<S>(S);

impl<S> Layer<S> for TimeLimitLayer {
    type Service = TimeLimit<S>;

    fn layer(&self, inner: S) -> Self::Service {
        TimeLimit(inner)
    }
}

impl<S> Service<Task<Run>> for TimeLimit<S>
where
    S: Service<Task<Run>>,
    S::Future: Send + 'static,
    S::Error: Into<BoxDynError>,
    S::Response: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxDynError;
    type Future = BoxFuture<'static, Result<S::Response, BoxDynError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxDynError>> {
        self.0.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, task: Task<Run>) -> Self::Future {
        let leash = task.args.leash.clone();
        let limit = Duration::from_secs(task.args.claim.event.time_limit_seconds.max(1).unsigned_abs());
        let run = self.0.call(task);
        Box::pin(async move {
            tokio::select! {
                biased;
                ended = run => ended.map_err(Into::into),
                why = leash.pulled() => Err(why.into()),
                () = tokio::time::sleep(limit) => Err(Interrupt::TimeLimit.into()),
            }
        })
    }
}
