//! Gives money back, and asks again while nobody knows whether it was.

use chrono::Duration;
use cms::{Result, members};

use crate::{Ended, Job};

/// How soon the provider is asked again.
const PAUSE: Duration = Duration::minutes(5);

pub(super) async fn run(job: Job) -> Result<Ended> {
    let [id] = job.arguments::<[i64; 1]>()?;
    Ok(match members::run_refund(&job.site, id).await? {
        None => Ended::Said(String::new()),
        Some(_) => Ended::Snoozed(PAUSE),
    })
}
