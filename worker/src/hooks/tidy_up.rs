//! Deletes what writing leaves behind.

use cms::{Actor, Result, posts};

use crate::{Ended, Job};

/// How many are deleted in one run; the next day goes on.
const DELETED_AT_ONCE: u64 = 1_000;

/// Drafts that nobody ever saved (`wp_delete_auto_drafts`).
pub(super) async fn auto_drafts(job: Job) -> Result<Ended> {
    let old = posts::old_auto_drafts(&job.site, DELETED_AT_ONCE).await?;
    for id in &old {
        posts::delete(&job.site, &Actor::System, *id).await?;
    }
    Ok(Ended::Said(format!("{} drafts deleted that were never saved.", old.len())))
}

/// Overtaken autosaves, and revisions whose post is gone.
pub(super) async fn revisions(job: Job) -> Result<Ended> {
    let deleted = posts::delete_overtaken_revisions(&job.site, DELETED_AT_ONCE).await?;
    Ok(Ended::Said(format!("{deleted} autosaves and revisions deleted.")))
}
