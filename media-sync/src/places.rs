//! The buckets that are configured.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cms::media::Place;
use platform::Config;
use platform::buckets::{Bucket, BucketError};
use tokio::time::Instant;

/// How long a bucket that gave nothing is asked after the other one.
const ASKED_LAST: Duration = Duration::from_secs(60);

/// The two buckets, each of which may be missing.
#[derive(Clone, Debug, Default)]
pub struct Places {
    a: Option<Bucket>,
    b: Option<Bucket>,
    slow_until: Arc<Mutex<HashMap<Place, Instant>>>,
}

impl Places {
    /// Opens the buckets that the settings name. Nothing is asked of them yet.
    pub fn open(config: &Config) -> Result<Self, BucketError> {
        let open = |address: &Option<String>| {
            address.as_deref().filter(|address| !address.is_empty()).map(Bucket::open).transpose()
        };
        Ok(Self { a: open(&config.bucket_a)?, b: open(&config.bucket_b)?, slow_until: Arc::default() })
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

    /// The same in the order in which somebody who waits for a file asks them.
    pub fn to_ask(&self) -> Vec<(Place, Bucket)> {
        let mut places = self.configured();
        places.sort_by_key(|(place, _)| self.is_slow(*place));
        places
    }

    /// Whether a bucket let somebody wait in vain a moment ago.
    pub fn is_slow(&self, place: Place) -> bool {
        let slow_until = self.slow_until.lock().unwrap_or_else(PoisonError::into_inner);
        slow_until.get(&place).is_some_and(|until| Instant::now() < *until)
    }

    /// A bucket let somebody wait in vain: for a while the other one is asked first.
    pub fn gave_nothing(&self, place: Place) {
        let mut slow_until = self.slow_until.lock().unwrap_or_else(PoisonError::into_inner);
        slow_until.insert(place, Instant::now() + ASKED_LAST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_that_let_somebody_wait_is_asked_last() {
        let address = |name: &str| Some(format!("s3+http://key:secret@127.0.0.1:1/{name}"));
        let config = Config { bucket_a: address("a"), bucket_b: address("b"), ..Config::default() };
        let places = Places::open(&config).unwrap();
        let order = || places.to_ask().into_iter().map(|(place, _)| place).collect::<Vec<_>>();
        assert_eq!(order(), [Place::A, Place::B]);
        places.clone().gave_nothing(Place::A);
        assert_eq!(order(), [Place::B, Place::A], "whoever shares the buckets knows");
        places.gave_nothing(Place::B);
        assert_eq!(order(), [Place::A, Place::B]);
    }
}
