//! A post that is to be published later has a cron event for it, in the same transaction.

use serde_json::json;

use super::Post;
use crate::{Change, Result, Site, cron};

/// WordPress's hook.
pub const HOOK: &str = "publish_future_post";

/// Makes, moves or removes the event as the post's status asks for it.
pub(super) async fn follow(change: &Change, site: &Site, post: &Post, before: Option<&Post>) -> Result<()> {
    let due = post.date_gmt.filter(|_| post.status == "future");
    let arguments = json!([post.id]);
    match due {
        Some(due) => cron::schedule_in(change, site, HOOK, &arguments, due, None).await,
        None if before.is_some_and(|before| before.status == "future") => {
            cron::unschedule_in(change, site, HOOK, &arguments).await
        }
        None => Ok(()),
    }
}
