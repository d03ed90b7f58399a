//! Renews a subscription: the acknowledgement commits with the new period, its invoice and the event for the next one.

use cms::{Change, Result, members};

use crate::{Ended, Job};

pub(super) async fn run(job: Job) -> Result<Ended> {
    let [id] = job.arguments::<[i64; 1]>()?;
    let now = job.claim.now(&job.host).max(job.host.now());
    let mut change = Change::begin(&job.site).await?;
    let said = members::renew_when_due(&mut change, &job.site, id, now).await?;
    job.acknowledge(change, said).await
}
