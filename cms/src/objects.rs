//! Parsed and rendered things kept in memory under the tags of what they were made from: options, menus, rendered
//! content. The same rule as for pages decides whether they are still true.

use std::any::Any;
use std::future::Future;
use std::sync::Arc;

use crate::{CacheTag, Generations, Moment, Result};

#[derive(Clone)]
struct Entry {
    value: Arc<dyn Any + Send + Sync>,
    tags: Arc<[CacheTag]>,
    since: Moment,
}

/// A bounded cache of typed values. Cheap to clone; clones share.
#[derive(Clone)]
pub struct ObjectCache {
    entries: moka::sync::Cache<(i64, String), Entry>,
    generations: Generations,
}

impl ObjectCache {
    /// Keeps at most `capacity` things.
    pub fn new(capacity: u64, generations: Generations) -> Self {
        Self { entries: moka::sync::Cache::new(capacity), generations }
    }

    /// The thing named `key` of the site: from memory if nothing that it was made from has changed since, else from
    /// `load`, which says with it what it was made from. What was overtaken by a purge while loading is returned, not kept.
    pub async fn get_or_load<T, F>(&self, site_id: i64, key: impl Into<String>, load: F) -> Result<Arc<T>>
    where
        T: Any + Send + Sync,
        F: Future<Output = Result<(T, Vec<CacheTag>)>>,
    {
        let key = (site_id, key.into());
        if let Some(value) = self.fresh(&key) {
            return Ok(value);
        }
        let since = self.generations.now();
        let (value, tags) = load.await?;
        let value = Arc::new(value);
        if self.generations.is_fresh(site_id, &tags, since) {
            self.entries.insert(key, Entry { value: value.clone(), tags: tags.into(), since });
        }
        Ok(value)
    }

    /// The thing named `key`, if it is there and still true: for those who load what is missing of many things at once.
    pub fn get<T: Any + Send + Sync>(&self, site_id: i64, key: &str) -> Option<Arc<T>> {
        self.fresh(&(site_id, key.to_owned()))
    }

    /// Keeps a thing that was begun `since` and made from `tags`, unless a purge overtook it.
    pub fn keep<T: Any + Send + Sync>(
        &self,
        site_id: i64,
        key: String,
        value: Arc<T>,
        tags: &[CacheTag],
        since: Moment,
    ) {
        if self.generations.is_fresh(site_id, tags, since) {
            self.entries.insert((site_id, key), Entry { value, tags: tags.into(), since });
        }
    }

    fn fresh<T: Any + Send + Sync>(&self, key: &(i64, String)) -> Option<Arc<T>> {
        let entry = self.entries.get(key)?;
        self.generations.is_fresh(key.0, &entry.tags, entry.since).then_some(())?;
        entry.value.downcast().ok()
    }

    /// The thing named `key`, fresh or not: for when the database is away.
    pub fn stale<T: Any + Send + Sync>(&self, site_id: i64, key: &str) -> Option<Arc<T>> {
        self.entries.get(&(site_id, key.to_owned()))?.value.downcast().ok()
    }
}

impl std::fmt::Debug for ObjectCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ObjectCache").field("entries", &self.entries.entry_count()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_purge_while_loading_keeps_the_old_value_out() {
        let generations = Generations::default();
        let objects = ObjectCache::new(10, generations.clone());
        let tags = || vec![CacheTag::Post(1)];
        let load = async {
            generations.purge(1, CacheTag::Post(1), 1);
            Ok(("old", tags()))
        };
        assert_eq!(*objects.get_or_load(1, "x", load).await.unwrap(), "old");
        let again = objects.get_or_load(1, "x", async { Ok(("new", tags())) }).await.unwrap();
        assert_eq!(*again, "new");
        let kept = objects.get_or_load(1, "x", async { Ok(("newer", tags())) }).await.unwrap();
        assert_eq!(*kept, "new");
    }
}
