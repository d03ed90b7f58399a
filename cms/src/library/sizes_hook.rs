//! The runner makes the sizes that whoever uploaded an image did not wait for.

use serde_json::json;

use super::{Wanted, make_sizes};
use crate::{Actor, Change, Error, Result, Site, cron};

/// The event's name; its argument is the attachment's number.
pub const HOOK: &str = "platen_make_image_sizes";

/// Makes the missing sizes of the attachment that an event names. An attachment that is gone, and an image that cannot
/// be decoded, need no sizes: the event is over either way.
pub async fn make_sizes_when_due(site: &Site, id: i64) -> Result<()> {
    match make_sizes(site, &Actor::System, id, &Wanted::Missing).await {
        Ok(_) => Ok(()),
        Err(Error::NotFound { .. } | Error::Invalid { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The sizes are made: nobody else needs to.
pub(super) async fn is_done(change: &Change, site: &Site, id: i64) -> Result<()> {
    cron::unschedule_in(change, site, HOOK, &json!([id])).await
}
