//! When a post is published, and what its date makes of its status.

use chrono::Duration;

use super::{Post, PostDate};
use crate::{Error, Result, Site};

/// Nearer than this is now.
const ABOUT_NOW: Duration = Duration::minutes(1);

/// Settles dates and status of a post that is about to be written; `before` is what it was.
pub(super) fn settle(site: &Site, post: &mut Post, before: Option<&Post>, given: Option<PostDate>) -> Result<()> {
    let now = site.host().now();
    set_date(site, post, before, given);
    if !(0..=9999).contains(&chrono::Datelike::year(&post.date)) {
        return Err(Error::invalid("invalid_date", "Invalid date."));
    }
    if post.post_type != "attachment" {
        let due = post.date_gmt.is_none_or(|date| date - now < ABOUT_NOW);
        match post.status.as_str() {
            "publish" if !due => post.status = "future".into(),
            "future" if due => post.status = "publish".into(),
            _ => {}
        }
    }
    (post.modified, post.modified_gmt) = match before {
        Some(_) => (site.settings().to_local(now), now),
        None => (post.date, post.date_gmt.unwrap_or(now)),
    };
    Ok(())
}

fn set_date(site: &Site, post: &mut Post, before: Option<&Post>, given: Option<PostDate>) {
    let settings = site.settings();
    let now = site.host().now();
    match given {
        Some(PostDate::Local(local)) => (post.date, post.date_gmt) = (local, Some(settings.to_utc(local))),
        Some(PostDate::Utc(utc)) => (post.date, post.date_gmt) = (settings.to_local(utc), Some(utc)),
        Some(PostDate::Floating) => (post.date, post.date_gmt) = (settings.to_local(now), None),
        // A draft's date moves with every save, until it was set by hand.
        None if before.is_none_or(|before| before.date_gmt.is_none() && floats(&before.status)) => {
            (post.date, post.date_gmt) = (settings.to_local(now), None);
        }
        None => {}
    }
    if post.date_gmt.is_none() && !floats(&post.status) {
        post.date_gmt = Some(settings.to_utc(post.date));
    }
}

/// Whether a post of this status has no date of its own.
fn floats(status: &str) -> bool {
    matches!(status, "draft" | "pending" | "auto-draft")
}
