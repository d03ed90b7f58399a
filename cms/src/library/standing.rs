//! How a site's uploads stand: what they take, and what waits for which bucket for how long and why.

use super::{Usage, permissions, usage};
use crate::media::{self, Place};
use crate::users::Capability;
use crate::{Actor, Error, Result, Site};

/// How they stand.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Bytes that they take, and may take.
    pub usage: Usage,
    /// The buckets that the host has.
    pub buckets: Vec<BucketStanding>,
}

/// How one bucket stands to one site.
#[derive(Clone, Debug)]
pub struct BucketStanding {
    /// Which.
    pub place: Place,
    /// Files of the site that it lacks, or has although they are gone.
    pub files: u64,
    /// For how many seconds the first of them waits.
    pub seconds: i64,
    /// What is wrong with the bucket; told only to whoever runs the site.
    pub trouble: Option<String>,
}

/// How the site's uploads stand.
pub async fn standing(site: &Site, actor: &Actor) -> Result<Standing> {
    if !permissions::may_upload(actor) {
        return Err(Error::forbidden("rest_forbidden", "Sorry, you are not allowed to do that."));
    }
    let config = site.host().config();
    let mut buckets = Vec::new();
    for (place, address) in [(Place::A, &config.bucket_a), (Place::B, &config.bucket_b)] {
        if address.as_deref().is_some_and(|address| !address.is_empty()) {
            buckets.push(bucket(site, actor, place).await?);
        }
    }
    Ok(Standing { usage: usage(site).await?, buckets })
}

async fn bucket(site: &Site, actor: &Actor, place: Place) -> Result<BucketStanding> {
    let files = media::count_waiting_of(site, place).await?;
    let since = if files > 0 { media::waiting_since(site, place).await? } else { None };
    let seconds = since.map_or(0, |since| (site.host().now() - since).num_seconds().max(0));
    let trouble = match actor.may(Capability::ManageOptions) {
        true => media::trouble(site.host(), place).await?.map(|trouble| trouble.why),
        false => None,
    };
    Ok(BucketStanding { place, files, seconds, trouble })
}
