//! What was loaded for a request already: permissions and handlers of one route ask for the same row.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Key = (TypeId, i64);
type Kept = Box<dyn Any + Send + Sync>;

/// Things by type and number, shared by all clones of one request.
#[derive(Clone, Default)]
pub struct Memory {
    kept: Arc<Mutex<HashMap<Key, Kept>>>,
}

impl Memory {
    /// The thing of this type and number: as it was loaded before in this request, else loaded now. What could not be
    /// loaded is not remembered.
    pub async fn once<T, E, F>(&self, number: i64, load: F) -> Result<T, E>
    where
        T: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, E>>,
    {
        let key = (TypeId::of::<T>(), number);
        if let Some(found) = self.get(&key) {
            return Ok(found);
        }
        let loaded = load.await?;
        self.lock().insert(key, Box::new(loaded.clone()));
        Ok(loaded)
    }

    /// Remembers a thing that came by another way.
    pub fn keep<T: Clone + Send + Sync + 'static>(&self, number: i64, thing: T) {
        self.lock().insert((TypeId::of::<T>(), number), Box::new(thing));
    }

    /// The thing of this type and number, if this request has seen it.
    pub fn known<T: Clone + 'static>(&self, number: i64) -> Option<T> {
        self.get(&(TypeId::of::<T>(), number))
    }

    /// Whether this request has seen the thing of this type and number.
    pub fn knows<T: 'static>(&self, number: i64) -> bool {
        self.lock().contains_key(&(TypeId::of::<T>(), number))
    }

    /// Forgets everything: what stood in the database has changed.
    pub fn forget(&self) {
        self.lock().clear();
    }

    fn get<T: Clone + 'static>(&self, key: &Key) -> Option<T> {
        self.lock().get(key).and_then(|kept| kept.downcast_ref::<T>()).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Memory").field("kept", &self.lock().len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_thing_is_loaded_once_until_it_is_forgotten() {
        let memory = Memory::default();
        let load = |memory: &Memory, value: u8| {
            let memory = memory.clone();
            async move { memory.once(7, async { Ok::<u8, ()>(value) }).await }
        };
        assert_eq!(load(&memory, 1).await, Ok(1));
        assert_eq!(load(&memory.clone(), 2).await, Ok(1), "a clone of the request knows it too");
        memory.forget();
        assert_eq!(load(&memory, 3).await, Ok(3));
    }
}
