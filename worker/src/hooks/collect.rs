//! Collects an invoice. Every step is noted before it is taken, so a run after a crash knows what to ask.

use cms::{Result, members};

use crate::{Ended, Job};

pub(super) async fn run(job: Job) -> Result<Ended> {
    let [id] = job.arguments::<[i64; 1]>()?;
    Ok(Ended::Said(members::collect(&job.site, id).await?.to_owned()))
}
