//! What can go wrong with releases and rollouts, in words for a person.

use std::io;
use std::path::Path;

/// The result of what is done with releases and rollouts.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// Why something was not done. Each says where.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// An `appspec.yml` that is none; the place is in the sentence.
    #[error("appspec.yml: {0}")]
    AppSpec(String),
    /// A bundle that is not what it says, or that would reach outside of itself.
    #[error("the bundle is refused: {0}")]
    Bundle(String),
    /// A signature that is missing, wrong, or of nobody who is trusted.
    #[error("the signature is refused: {0}")]
    Signature(String),
    /// Something stands against it.
    #[error("{0}")]
    Refused(String),
    /// A file here could not be read or written.
    #[error("{place}: {error}")]
    File {
        /// Which one.
        place: String,
        /// What the system says.
        error: io::Error,
    },
    /// The place that releases are kept in did not do its part.
    #[error("the releases' store: {0}")]
    Store(#[from] platform::buckets::BucketError),
    /// The database did not do its part.
    #[error("the database is not available: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// What the host knows went wrong.
    #[error(transparent)]
    Host(#[from] cms::Error),
}

impl Fault {
    /// Wraps what the system said about a file.
    pub fn at(place: &Path) -> impl FnOnce(io::Error) -> Self {
        let place = place.display().to_string();
        move |error| Self::File { place, error }
    }

    /// A bundle is refused.
    pub fn bundle(why: impl Into<String>) -> Self {
        Self::Bundle(why.into())
    }

    /// Something stands against it.
    pub fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}
