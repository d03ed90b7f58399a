//! Makes the sizes of an uploaded picture.

use cms::{Result, library};

use crate::{Ended, Job};

/// Files that are made twice are the same files.
pub(super) async fn run(job: Job) -> Result<Ended> {
    let [id] = job.arguments::<[i64; 1]>()?;
    library::make_sizes_when_due(&job.site, id).await?;
    Ok(Ended::Said(String::new()))
}
