//! The runner: one shift after the other, until it is asked to stop.

use std::sync::Arc;
use std::time::Duration;

use apalis::layers::WorkerBuilderExt;
use apalis::prelude::{BoxDynError, Monitor, WorkerBuilder};
use apalis_core::worker::ext::parallelize::ParallelizeExt;
use cms::{Host, cron};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::hands::Run;
use crate::meters::Meters;
use crate::shift::Shift;
use crate::source::Source;
use crate::time_limit::TimeLimitLayer;
use crate::{Ended, Hooks, Pace, claiming, housekeeping, settling, watching};

/// Between two times of keeping house.
const HOUSEKEEPING: Duration = Duration::from_secs(600);

/// Runs due events until `stop` completes: then nothing more is claimed, what runs has the time of grace to end, and
/// the rest is given back.
pub async fn run(host: Host, stop: impl Future<Output = ()>) {
    let pace = Pace::of(host.config());
    run_with(host, Hooks::standard(), pace, stop).await;
}

/// The same with these hooks, at this pace.
pub async fn run_with(host: Host, hooks: Hooks, pace: Pace, stop: impl Future<Output = ()>) {
    let stopping = CancellationToken::new();
    let meters = Meters::new(host.metrics());
    let shifts = async {
        while !stopping.is_cancelled() {
            let Some(runner) = enter(&host, &pace, &stopping).await else { return };
            let shift = Shift::new(host.clone(), hooks.clone(), pace.clone(), meters.clone(), runner, &stopping);
            work(Arc::new(shift)).await;
        }
    };
    let stop = async {
        stop.await;
        stopping.cancel();
    };
    let beside = async {
        tokio::join!(stop, keep_house(&host), listen(&host, &pace));
    };
    tokio::select! {
        () = shifts => {}
        () = beside => {}
    }
}

async fn listen(host: &Host, pace: &Pace) {
    if pace.listens {
        host.bell().listen().await;
    }
    std::future::pending().await
}

async fn keep_house(host: &Host) {
    loop {
        housekeeping::keep_house(host).await;
        tokio::time::sleep(HOUSEKEEPING).await;
    }
}

/// Enters under a new name, as soon as the database is there; none when it is time to stop.
async fn enter(host: &Host, pace: &Pace, stopping: &CancellationToken) -> Option<String> {
    loop {
        match cron::enter(host, pace.slots).await {
            Ok(runner) => return Some(runner),
            Err(error) => tracing::warn!(%error, "no events can be run"),
        }
        tokio::select! {
            () = stopping.cancelled() => return None,
            () = tokio::time::sleep(pace.poll) => {}
        }
    }
}

/// One shift from its first claim to its last acknowledgement.
async fn work(shift: Arc<Shift>) {
    let (runs, claimed) = mpsc::channel(shift.pace.slots);
    let (settled, ended) = mpsc::unbounded_channel();
    let source = Source::new(claimed, settled, shift.hands.clone(), shift.pace.clone());
    let driving = tokio::spawn(drive(shift.clone(), source));
    let working = async {
        tokio::join!(claiming::claim(&shift, runs), settling::settle(&shift, ended));
        if let Err(error) = driving.await {
            tracing::error!(%error, "the worker broke");
        }
        settling::give_back(&shift).await;
    };
    tokio::select! {
        () = working => {}
        () = async { tokio::join!(watching::beat(&shift), watching::cancel(&shift), watching::sweep(&shift), shift.keep_grace()); } => {}
    }
    if !shift.was_lost()
        && let Err(error) = cron::leave(&shift.host, &shift.runner).await
    {
        tracing::warn!(%error, "the runner could not say that it leaves; the others will notice");
    }
}

/// apalis drives the runs: each a task of its own, so that one that never yields stops no other; panics are caught.
async fn drive(shift: Arc<Shift>, source: Source) {
    let over = {
        let shift = shift.clone();
        async move {
            shift.is_over().await;
            Ok(())
        }
    };
    let source = std::sync::Mutex::new(Some(source));
    let monitor = Monitor::new().register(move |_| {
        let source = source.lock().ok().and_then(|mut source| source.take()).expect("a shift drives one worker");
        let (host, hooks) = (shift.host.clone(), shift.hooks.clone());
        WorkerBuilder::new(shift.runner.as_str())
            .backend(source)
            .parallelize(tokio::spawn)
            .enable_tracing()
            .catch_panic()
            .layer(TimeLimitLayer)
            .build(move |run: Run| {
                let (host, hooks) = (host.clone(), hooks.clone());
                async move { hooks.run(&host, run.claim).await.map_err(BoxDynError::from) as Result<Ended, BoxDynError> }
            })
    });
    if let Err(error) = monitor.run_with_signal(over).await {
        tracing::error!(%error, "the worker ended with an error");
    }
}
