//! One filler at a time: whoever asks for a page that is being made waits for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

type Gates = Arc<Mutex<HashMap<String, Gate>>>;

#[derive(Debug, Default)]
struct Gate {
    lock: Arc<tokio::sync::Mutex<()>>,
    /// How many hold or want it; at none the gate is taken down.
    users: usize,
}

/// The pages that are being made now.
#[derive(Clone, Debug, Default)]
pub struct Turns {
    gates: Gates,
}

/// The right to make a page, as long as it lives.
#[derive(Debug)]
pub struct Turn {
    _lock: OwnedMutexGuard<()>,
    _ticket: Ticket,
    /// Whether somebody else had it before, so that the page may be there now.
    pub waited: bool,
}

/// A place in the queue of one key.
#[derive(Debug)]
struct Ticket {
    gates: Gates,
    key: String,
}

impl Turns {
    /// Waits for the turn to make `key`, at most `limit`; `None` when that was not enough.
    pub async fn take(&self, key: &str, limit: Duration) -> Option<Turn> {
        let (ticket, lock) = self.queue(key);
        if let Ok(lock) = lock.clone().try_lock_owned() {
            return Some(Turn { _lock: lock, _ticket: ticket, waited: false });
        }
        let lock = tokio::time::timeout(limit, lock.lock_owned()).await.ok()?;
        Some(Turn { _lock: lock, _ticket: ticket, waited: true })
    }

    fn queue(&self, key: &str) -> (Ticket, Arc<tokio::sync::Mutex<()>>) {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = gates.entry(key.to_owned()).or_default();
        gate.users += 1;
        (Ticket { gates: self.gates.clone(), key: key.to_owned() }, gate.lock.clone())
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gate) = gates.get_mut(&self.key) {
            gate.users -= 1;
            if gate.users == 0 {
                gates.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_makes_the_page_and_the_others_wait() {
        let turns = Turns::default();
        let first = turns.take("a", Duration::from_secs(5)).await.unwrap();
        assert!(!first.waited);
        assert!(!turns.take("b", Duration::from_secs(5)).await.unwrap().waited, "another page is nobody's business");
        assert!(turns.take("a", Duration::from_millis(20)).await.is_none());
        let waiting = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take("a", Duration::from_secs(5)).await.unwrap().waited }
        });
        tokio::task::yield_now().await;
        drop(first);
        assert!(waiting.await.unwrap());
        assert!(turns.gates.lock().unwrap().is_empty(), "no gate is left behind");
    }
}
