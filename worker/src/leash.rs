//! How a run in progress is ended from outside.

use std::sync::{Arc, OnceLock};

use tokio_util::sync::CancellationToken;

/// Why a run was ended from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Interrupt {
    /// It took longer than it may.
    #[error("the time limit was over")]
    TimeLimit,
    /// Somebody cancelled it.
    #[error("it was cancelled")]
    Cancelled,
    /// The runner was asked to stop, and the time of grace is over.
    #[error("the runner stops")]
    Stopping,
}

/// Held by whoever may end the run, and by the run. Cheap to clone; clones share.
#[derive(Clone, Debug, Default)]
pub struct Leash {
    pulled: CancellationToken,
    why: Arc<OnceLock<Interrupt>>,
}

impl Leash {
    /// Ends the run; the first reason counts.
    pub fn pull(&self, why: Interrupt) {
        self.why.get_or_init(|| why);
        self.pulled.cancel();
    }

    /// Completes when the run is to end, with the reason.
    pub async fn pulled(&self) -> Interrupt {
        self.pulled.cancelled().await;
        self.why.get().copied().unwrap_or(Interrupt::Stopping)
    }
}
