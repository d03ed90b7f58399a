//! The buckets that are configured.

use cms::media::Place;
use platform::Config;
use platform::buckets::{Bucket, BucketError};

/// The two buckets, each of which may be missing.
#[derive(Clone, Debug, Default)]
pub struct Places {
    a: Option<Bucket>,
    b: Option<Bucket>,
}

impl Places {
    /// Opens the buckets that the settings name. Nothing is asked of them yet.
    pub fn open(config: &Config) -> Result<Self, BucketError> {
        let open = |address: &Option<String>| {
            address.as_deref().filter(|address| !address.is_empty()).map(Bucket::open).transpose()
        };
        Ok(Self { a: open(&config.bucket_a)?, b: open(&config.bucket_b)? })
    }

    /// The bucket of a place.
    pub fn bucket(&self, place: Place) -> Option<&Bucket> {
        match place {
            Place::A => self.a.as_ref(),
            Place::B => self.b.as_ref(),
        }
    }

    /// The places that have a bucket.
    pub fn configured(&self) -> Vec<(Place, Bucket)> {
        Place::ALL.into_iter().filter_map(|place| Some((place, self.bucket(place)?.clone()))).collect()
    }
}
