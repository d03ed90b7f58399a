//! One shift of a runner: from entering under a name until it stops or is taken for dead.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cms::Host;
use tokio_util::sync::CancellationToken;

use crate::hands::Hands;
use crate::leash::Interrupt;
use crate::meters::Meters;
use crate::{Hooks, Pace};

/// A claim may take long on a database that is busy. After so many leases without one, others had better take over.
const LEASES_WITHOUT_A_TURN: u32 = 4;

/// What the loops of one shift share.
#[derive(Debug)]
pub struct Shift {
    /// The host.
    pub host: Host,
    /// What the runner knows.
    pub hooks: Hooks,
    /// How it works.
    pub pace: Pace,
    /// What it counts.
    pub meters: Meters,
    /// Its name.
    pub runner: String,
    /// What it has in hand.
    pub hands: Arc<Hands>,
    turned: Mutex<Instant>,
    over: CancellationToken,
    past_grace: CancellationToken,
    lost: AtomicBool,
}

impl Shift {
    /// A shift that ends when `stop` says so.
    pub fn new(host: Host, hooks: Hooks, pace: Pace, meters: Meters, runner: String, stop: &CancellationToken) -> Self {
        let hands = Hands::new(pace.slots, pace.slots_per_site);
        let (over, past_grace, lost) = (stop.child_token(), CancellationToken::new(), AtomicBool::new(false));
        let turned = Mutex::new(Instant::now());
        Self { host, hooks, pace, meters, runner, hands, turned, over, past_grace, lost }
    }

    /// The loop that claims has come round.
    pub fn turns(&self) {
        *self.turned.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Whether the loop that claims stands still, though there is a slot: then this runner does not live, whatever else
    /// in it does. A shift that is over claims nothing.
    pub fn stands_still(&self) -> bool {
        let turned = *self.turned.lock().unwrap_or_else(PoisonError::into_inner);
        self.goes_on() && turned.elapsed() > self.pace.lease * LEASES_WITHOUT_A_TURN
    }

    /// Whether more may be claimed.
    pub fn goes_on(&self) -> bool {
        !self.over.is_cancelled()
    }

    /// Completes when no more may be claimed.
    pub async fn is_over(&self) {
        self.over.cancelled().await;
    }

    /// The others took this runner for dead: what it has in hand is theirs.
    pub fn is_lost(&self) {
        tracing::error!(runner = self.runner, "this runner was taken for dead; it begins anew under another name");
        self.lost.store(true, Ordering::Relaxed);
        self.over.cancel();
        self.hands.interrupt_all(Interrupt::Stopping);
    }

    /// Whether it ended because the others took it for dead.
    pub fn was_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Whether the time is over in which a stopped shift may still wait for the database.
    pub fn is_past_grace(&self) -> bool {
        self.past_grace.is_cancelled()
    }

    /// Ends what still runs when the time of grace is over; completes never.
    pub async fn keep_grace(&self) {
        self.is_over().await;
        tokio::time::sleep(self.pace.grace).await;
        let left = self.hands.running();
        if left > 0 {
            tracing::warn!(events = left, "the time of grace is over; what still runs is given back");
        }
        self.hands.interrupt_all(Interrupt::Stopping);
        tokio::time::sleep(Duration::from_millis(500)).await;
        self.past_grace.cancel();
        std::future::pending().await
    }

    /// Sleeps, but no longer than the shift lasts.
    pub async fn sleep(&self, pause: Duration) {
        tokio::select! {
            () = self.is_over() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }

    /// Waits until a slot is free.
    pub async fn wait_for_a_slot(&self) {
        while self.goes_on() && self.hands.free() == 0 {
            tokio::select! {
                () = self.is_over() => {}
                () = self.hands.freed.notified() => {}
                () = tokio::time::sleep(self.pace.heartbeat) => self.turns(),
            }
        }
    }

    /// Waits at most so long until a quarter of the slots is free.
    pub async fn wait_for_more_slots(&self, at_most: Duration) {
        let enough = async {
            while self.hands.free() * 4 < self.pace.slots {
                self.hands.freed.notified().await;
            }
        };
        // Fewer will do as well.
        drop(tokio::time::timeout(at_most, enough).await);
    }
}
