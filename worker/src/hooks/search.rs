//! Tells search engines what changed.

use chrono::Duration;
use cms::{Actor, Result, search_engines};

use crate::{Ended, Job};

/// What is told twice changes nothing; what cannot be told now fails, and is tried again.
pub(super) async fn run(job: Job) -> Result<Ended> {
    let told = search_engines::tell(&job.site, &Actor::System).await?;
    if told.is_more {
        return Ok(Ended::Snoozed(Duration::seconds(1)));
    }
    let refused = told.refused.iter().map(|why| format!(" {why}")).collect::<String>();
    Ok(Ended::Said(format!("{} addresses told.{refused}", told.addresses)))
}
