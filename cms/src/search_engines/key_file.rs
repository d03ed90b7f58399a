//! The file by which IndexNow knows that a key is the site's own.

use subtle::ConstantTimeEq;

use super::Engine;
use crate::Site;

/// Whether this is the site's key, so that `/{key}.txt` is there.
pub fn is_key(site: &Site, key: &str) -> bool {
    let own = Engine::IndexNow.set_to(site.settings());
    !own.is_empty() && bool::from(own.as_bytes().ct_eq(key.as_bytes()))
}
