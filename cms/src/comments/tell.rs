//! Letters about new comments: to the post's author, and to whoever has to approve them (WordPress's
//! `wp_notify_postauthor` and `wp_notify_moderator`).

use serde_json::{Value, json};

use super::{Comment, NOTE, Status};
use crate::letters::{self, Kind};
use crate::posts::{self, Post};
use crate::{Actor, Change, Result, Site, formatting, permalinks, users};

/// Queues what is to be told, in the change that stores the comment. Spam is told to nobody.
pub(super) async fn queue_letters(
    change: &Change,
    site: &Site,
    actor: &Actor,
    comment: &Comment,
    status: Status,
) -> Result<()> {
    let (kind, option) = match status {
        Status::Approved => (Kind::NewComment, "comments_notify"),
        Status::Hold => (Kind::CommentModeration, "moderation_notify"),
        _ => return Ok(()),
    };
    if !site.settings().flag(option) || matches!(actor, Actor::System) {
        return Ok(());
    }
    let Some(post) = posts::by_id(site, comment.post_id).await? else { return Ok(()) };
    let recipients = recipients(site, actor, &post, kind).await?;
    if recipients.is_empty() {
        return Ok(());
    }
    let context = context(site, comment, &post).await?;
    for recipient in recipients {
        letters::queue(change, site, kind, &recipient, &context).await?;
    }
    Ok(())
}

/// Queues the letter to a post's author about an editor's note, unless the site wants none (`wp_notes_notify`).
pub(super) async fn queue_note_letters(
    change: &Change,
    site: &Site,
    actor: &Actor,
    note: &Comment,
    post: &Post,
) -> Result<()> {
    if !site.settings().flag("wp_notes_notify") || matches!(actor, Actor::System) {
        return Ok(());
    }
    let recipients = recipients(site, actor, post, Kind::NewComment).await?;
    if recipients.is_empty() {
        return Ok(());
    }
    let context = context(site, note, post).await?;
    for recipient in recipients {
        letters::queue(change, site, Kind::NewComment, &recipient, &context).await?;
    }
    Ok(())
}

/// The author, unless it is the author's own comment; for moderation the site's administrator, and the author who may
/// moderate.
async fn recipients(site: &Site, actor: &Actor, post: &Post, kind: Kind) -> Result<Vec<String>> {
    let author = users::by_id(site.host(), post.author_id).await?;
    let role = users::on_site(site, post.author_id).await?;
    let is_own = actor.is_signed_in() && actor.user_id() == post.author_id;
    let author = author.filter(|_| role.is_some() && !is_own).map(|author| author.email);
    let mut recipients: Vec<String> = match kind {
        Kind::NewComment => author.into_iter().collect(),
        _ => {
            let moderates = role.is_some_and(|role| role.has(users::Capability::ModerateComments));
            [site.settings().text("admin_email")].into_iter().chain(author.filter(|_| moderates)).collect()
        }
    };
    recipients.retain(|address| formatting::is_email(address));
    recipients.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
    Ok(recipients)
}

async fn context(site: &Site, comment: &Comment, post: &Post) -> Result<Value> {
    let plain = |html: &str| formatting::decode_html_text(&formatting::strip_all_tags(html, false)).into_owned();
    let screen =
        |action: &str| format!("{}/wp-admin/comment.php?action={action}&c={}#wpbody-content", site.url(), comment.id);
    Ok(json!({
        "post": {"title": plain(&post.title), "url": permalinks::of_post(site, post).await?},
        "comment": {
            "author": comment.author_name, "email": comment.author_email, "url": comment.author_url,
            "address": comment.author_ip, "text": plain(&comment.content), "is_note": comment.comment_type == NOTE,
        },
        "links": {
            "edit": format!("{}/wp-admin/post.php?post={}&action=edit", site.url(), post.id),
            "approve": screen("approve"), "trash": screen("trash"), "spam": screen("spam"),
            "all": format!("{}/wp-admin/edit-comments.php?comment_status=moderated", site.url()),
        },
    }))
}
