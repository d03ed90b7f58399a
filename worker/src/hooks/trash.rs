//! Deletes what has been in the trash too long: posts and comments.

use chrono::Duration;
use cms::{Actor, Result, comments, posts};

use crate::{Ended, Job};

/// How long they stay in the trash: WordPress's `EMPTY_TRASH_DAYS`.
const IN_TRASH: Duration = Duration::days(30);
/// How many of each are deleted in one run; the next day goes on.
const DELETED_AT_ONCE: usize = 1_000;

/// Each is deleted in a transaction of its own: doing it again finds it gone.
pub(super) async fn run(job: Job) -> Result<Ended> {
    let old_posts = posts::in_trash_since(&job.site, IN_TRASH, DELETED_AT_ONCE).await?;
    for id in &old_posts {
        posts::delete(&job.site, &Actor::System, *id).await?;
    }
    // Those of the posts are gone with them.
    let old_comments = comments::in_trash_since(&job.site, IN_TRASH, DELETED_AT_ONCE).await?;
    for id in &old_comments {
        comments::delete(&job.site, &Actor::System, *id).await?;
    }
    Ok(Ended::Said(format!("{} posts and {} comments deleted.", old_posts.len(), old_comments.len())))
}
