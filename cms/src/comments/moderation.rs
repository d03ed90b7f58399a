//! Whether a new comment is shown at once, waits, or is put away: WordPress's `wp_allow_comment` and `check_comment`.

use sea_orm::{ColumnTrait, QueryFilter};

use super::submit::NewComment;
use super::{Status, entity, queries};
use crate::posts::Post;
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// The state that a new comment begins in.
pub(super) async fn decide(site: &Site, actor: &Actor, post: &Post, new: &NewComment) -> Result<Status> {
    if !new.honeypot.is_empty() {
        return Ok(Status::Spam);
    }
    if actor.may(Capability::ModerateComments) || (actor.is_signed_in() && actor.user_id() == post.author_id) {
        return Ok(Status::Approved);
    }
    if names_any(site, "disallowed_keys", new) {
        return Ok(Status::Trash);
    }
    let waits = site.settings().flag("comment_moderation")
        || has_too_many_links(site, &new.content)
        || names_any(site, "moderation_keys", new)
        || (site.settings().flag("comment_previously_approved") && !is_known(site, new).await?);
    Ok(if waits { Status::Hold } else { Status::Approved })
}

fn has_too_many_links(site: &Site, content: &str) -> bool {
    let most = site.settings().number("comment_max_links");
    let lower = content.to_ascii_lowercase();
    let links = lower.split("<a ").skip(1).filter(|rest| rest.split('>').next().unwrap_or("").contains("href")).count();
    most > 0 && links as i64 >= most
}

/// Whether any line of the option stands in anything that the person sent. Case does not count.
fn names_any(site: &Site, option: &str, new: &NewComment) -> bool {
    let words = site.settings().text(option).to_lowercase();
    let sent = [&new.author_name, &new.author_email, &new.author_url, &new.content, &new.author_ip, &new.user_agent];
    let sent: Vec<String> = sent.iter().map(|text| text.to_lowercase()).collect();
    let mut words = words.lines().map(str::trim).filter(|word| !word.is_empty());
    words.any(|word| sent.iter().any(|text| text.contains(word)))
}

/// Whether a comment of this person was approved before.
async fn is_known(site: &Site, new: &NewComment) -> Result<bool> {
    if new.author_name.is_empty() || new.author_email.is_empty() {
        return Ok(false);
    }
    let query = queries::any(site)
        .filter(entity::Column::AuthorName.eq(new.author_name.clone()))
        .filter(entity::Column::AuthorEmail.eq(new.author_email.clone()))
        .filter(entity::Column::Status.eq(Status::Approved.name()));
    Ok(query.one(site.writer()).await?.is_some())
}
