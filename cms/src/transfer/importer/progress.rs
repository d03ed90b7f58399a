//! How an import tells how far it is.

/// What an import is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Looking which ids are free; counted in bytes of the file.
    Survey,
    /// Writing; counted in bytes of the file.
    Import,
}

/// Is told how far an import has come. Called often: it must be quick.
pub trait Progress: Send + Sync {
    /// A phase begins; `total` is its length.
    fn begin(&self, phase: Phase, total: u64);
    /// So much of the phase is done.
    fn reached(&self, done: u64);
    /// What is being worked on now, where that may take a while.
    fn mention(&self, _what: &str) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _phase: Phase, _total: u64) {}
    fn reached(&self, _done: u64) {}
}
