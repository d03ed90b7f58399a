//! Writes the letters about a new post. A run after a crash goes on behind the last letter.

use cms::{Result, members};

use crate::{Ended, Job};

pub(super) async fn run(job: Job) -> Result<Ended> {
    let [id] = job.arguments::<[i64; 1]>()?;
    let letters = members::send_newsletter(&job.site, id).await?;
    Ok(Ended::Said(format!("{letters} letters.")))
}
