//! How far something has come.

/// Hears how far a clone, a plan or a promotion has come.
pub trait Progress: Send + Sync {
    /// A part begins, with so many things to do.
    fn begin(&self, part: &str, total: u64);
    /// So many of them are done.
    fn reached(&self, done: u64);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &str, _: u64) {}
    fn reached(&self, _: u64) {}
}
