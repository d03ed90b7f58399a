//! A post that is to be published later has a cron event for it, in the same transaction.

use serde_json::json;

use super::Post;
use crate::{Change, Result, Site, cron};

/// WordPress's hook.
pub const HOOK: &str = "publish_future_post";

/// Has the letters about a new post written: `[post]`.
pub const NEWSLETTER_HOOK: &str = "platen_send_newsletter";
/// The option that says whether new posts go to members by letter.
const NEWSLETTER: &str = "platen_newsletter";

/// Has a post that is published just now sent to the members who want it, if the site does that.
pub(super) async fn tell_members(change: &Change, site: &Site, post: &Post, before: Option<&Post>) -> Result<()> {
    let is_new = post.status == "publish" && before.is_none_or(|before| before.status != "publish");
    let is_sent = post.post_type == "post" && post.password.is_empty() && site.settings().flag(NEWSLETTER);
    // What an import or a correction brings in from long ago is no news.
    let is_fresh = post.date_gmt.is_some_and(|date| site.host().now() - date < chrono::Duration::days(1));
    if is_new && is_sent && is_fresh {
        cron::schedule_in(change, site, NEWSLETTER_HOOK, &json!([post.id]), site.host().now(), None).await?;
    }
    Ok(())
}

/// Makes, moves or removes the event as the post's status asks for it.
pub async fn follow(change: &Change, site: &Site, post: &Post, before: Option<&Post>) -> Result<()> {
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
