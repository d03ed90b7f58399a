//! Publishes a post whose time has come: exactly once, since the acknowledgement commits with it.

use cms::{Change, Result, posts};

use crate::{Ended, Job};

pub(super) async fn run(job: Job) -> Result<Ended> {
    let [id] = job.arguments::<[i64; 1]>()?;
    let items = posts::new_items(&job.site).await?;
    let mut change = Change::begin(&job.site).await?;
    posts::publish_when_due(&mut change, &job.site, id, job.claim.now(&job.host), &items).await?;
    job.acknowledge(change, "").await
}
