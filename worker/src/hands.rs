//! What a runner has in hand: a slot for each run, held until the result is stored, so that claims never outrun the
//! database.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use cms::cron::{Appetite, Claim};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::leash::{Interrupt, Leash};

/// The slots of one runner and what is in them.
#[derive(Debug)]
pub struct Hands {
    slots: Arc<Semaphore>,
    per_site: usize,
    held: Mutex<HashMap<i64, Held>>,
    dropped: Mutex<Vec<Arc<Claim>>>,
    /// Rings when a slot becomes free.
    pub freed: Notify,
}

#[derive(Debug)]
struct Held {
    site_id: i64,
    leash: Leash,
}

/// A run on its way through the runner: apalis's task. Clones share the slot.
#[derive(Clone, Debug)]
pub struct Run {
    /// What is run.
    pub claim: Arc<Claim>,
    /// How it is ended from outside.
    pub leash: Leash,
    slot: Arc<Slot>,
}

#[derive(Debug)]
struct Slot {
    claim: Arc<Claim>,
    is_settled: AtomicBool,
    hands: Arc<Hands>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Hands {
    /// Empty hands with so many slots, of which one site may hold so many.
    pub fn new(slots: usize, per_site: usize) -> Arc<Self> {
        let slots = Arc::new(Semaphore::new(slots));
        Arc::new(Self { slots, per_site, held: Mutex::default(), dropped: Mutex::default(), freed: Notify::new() })
    }

    /// How many slots are free.
    pub fn free(&self) -> usize {
        self.slots.available_permits()
    }

    /// How many runs are in hand.
    pub fn running(&self) -> usize {
        self.with_held(|held| held.len())
    }

    /// What may be claimed.
    pub fn appetite(&self) -> Appetite {
        let mut by_site: HashMap<i64, usize> = HashMap::new();
        self.with_held(|held| held.values().for_each(|run| *by_site.entry(run.site_id).or_default() += 1));
        Appetite { free: self.free(), per_site: self.per_site, held: by_site }
    }

    /// Takes a claim in hand. There is a slot: nobody else takes any.
    pub fn take(self: &Arc<Self>, claim: Claim) -> Run {
        let (claim, leash) = (Arc::new(claim), Leash::default());
        let held = Held { site_id: claim.event.site_id, leash: leash.clone() };
        self.with_held(|all| all.insert(claim.event.id, held));
        let permit = self.slots.clone().try_acquire_owned().ok();
        let slot = Slot { claim: claim.clone(), is_settled: AtomicBool::new(false), hands: self.clone(), permit };
        Run { claim, leash, slot: Arc::new(slot) }
    }

    /// What fell out of these hands without having been settled, as a worker that stops drops what it did not begin.
    pub fn take_dropped(&self) -> Vec<Arc<Claim>> {
        std::mem::take(&mut *self.dropped.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Ends the run of this event.
    pub fn interrupt(&self, event_id: i64, why: Interrupt) {
        self.with_held(|held| held.get(&event_id).inspect(|run| run.leash.pull(why)).is_some());
    }

    /// Ends every run.
    pub fn interrupt_all(&self, why: Interrupt) {
        self.with_held(|held| held.values().for_each(|run| run.leash.pull(why)));
    }

    fn with_held<R>(&self, work: impl FnOnce(&mut HashMap<i64, Held>) -> R) -> R {
        work(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Run {
    /// What came of it is stored, or is somebody else's to store.
    pub fn is_settled(&self) {
        self.slot.is_settled.store(true, Ordering::Relaxed);
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if !self.is_settled.load(Ordering::Relaxed) {
            let mut dropped = self.hands.dropped.lock().unwrap_or_else(PoisonError::into_inner);
            dropped.push(self.claim.clone());
        }
        self.hands.with_held(|held| held.remove(&self.claim.event.id));
        drop(self.permit.take());
        self.hands.freed.notify_one();
    }
}
