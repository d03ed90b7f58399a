//! Takes a comment from a visitor, as WordPress's `wp_handle_comment_submission` does.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::{Comment, NOTE, Status, entity, moderation, queries, row};
use crate::audit::Deed;
use crate::posts::{self, Post};
use crate::users::Capability;
use crate::{Actor, CacheTag, Change, Error, Result, Site, formatting};

/// Seconds that must pass between two comments of one person.
const FLOOD_SECONDS: i64 = 15;

/// The name of the form's field that people do not see and must leave empty.
pub const HONEYPOT: &str = "more_details";

/// A comment as it was typed.
#[derive(Clone, Debug, Default)]
pub struct NewComment {
    /// The post.
    pub post_id: i64,
    /// The comment that it answers, or 0.
    pub parent_id: i64,
    /// Name; a signed-in person's own is taken instead.
    pub author_name: String,
    /// Mail address, likewise.
    pub author_email: String,
    /// Website, likewise.
    pub author_url: String,
    /// Text.
    pub content: String,
    /// The address that it comes from.
    pub author_ip: String,
    /// The browser that it comes from.
    pub user_agent: String,
    /// What stood in the field that no person sees; anything in it marks a robot.
    pub honeypot: String,
    /// The password that the reader gave for a protected post, already checked.
    pub post_unlocked: bool,
    /// The account that it is written for, 0 for somebody without one; none for whoever asks. Name, mail address and
    /// website are then taken as given. To write for an account is for moderators.
    pub written_for: Option<i64>,
    /// When it was written, in UTC; none for now.
    pub date_gmt: Option<chrono::NaiveDateTime>,
}

/// Checks the comment, decides whether it is shown or waits, and stores it. What a robot sends is stored as spam, and
/// the robot is not told. Codes are WordPress's: `comment_closed`, `require_name_email`, `require_valid_email`,
/// `require_valid_comment`, `comment_duplicate`, `comment_flood`, ….
pub async fn submit(site: &Site, actor: &Actor, mut new: NewComment) -> Result<Comment> {
    let post = commentable_post(site, actor, &new).await?;
    check_parent(site, &new).await?;
    take_author_from(site, actor, &mut new)?;
    check_fields(site, actor, &new)?;
    clean(site, actor, &mut new);
    refuse_duplicates(site, &new).await?;
    refuse_floods(site, actor, &new).await?;
    let status = moderation::decide(site, actor, &post, &new).await?;
    store(site, actor, new, status).await
}

async fn commentable_post(site: &Site, actor: &Actor, new: &NewComment) -> Result<Post> {
    let post = posts::by_id(site, new.post_id).await?.filter(|post| post.status != "auto-draft");
    let post = post.ok_or_else(|| Error::not_found("comment_id_not_found", "There is no such post."))?;
    let closed = |code, message: &str| Err(Error::forbidden(code, message.to_owned()));
    match post.status.as_str() {
        "trash" => return closed("comment_on_trash", "Sorry, this item is in the Trash."),
        "private" if !actor.may(Capability::ReadPrivatePosts) && actor.user_id() != post.author_id => {
            return Err(Error::not_found("comment_id_not_found", "There is no such post."));
        }
        "publish" | "private" | "inherit" => {}
        _ => return closed("comment_on_draft", "Sorry, comments are not allowed for this item."),
    }
    if !super::are_open(site, &post) {
        return closed("comment_closed", "Sorry, comments are closed for this item.");
    }
    if !post.password.is_empty() && !new.post_unlocked {
        return closed("comment_on_password_protected", "Password protected.");
    }
    Ok(post)
}

async fn check_parent(site: &Site, new: &NewComment) -> Result<()> {
    if new.parent_id == 0 {
        return Ok(());
    }
    let parent = queries::by_id(site, new.parent_id).await?;
    // A settled note counts as approved, and its number can be guessed.
    let is_shown = |parent: &Comment| parent.status == Status::Approved.name() && parent.comment_type != NOTE;
    let fits = parent.is_some_and(|parent| parent.post_id == new.post_id && is_shown(&parent));
    fits.then_some(()).ok_or_else(|| {
        Error::forbidden(
            "comment_reply_to_unapproved_comment",
            "Sorry, replies to unapproved comments are not allowed.",
        )
    })
}

fn take_author_from(site: &Site, actor: &Actor, new: &mut NewComment) -> Result<()> {
    if new.written_for.is_some_and(|account| account != 0) {
        return actor.require(Capability::ModerateComments);
    }
    if new.written_for.is_some() && actor.is_signed_in() {
        return Ok(());
    }
    if let Some(user) = actor.user() {
        new.author_name = if user.display_name.is_empty() { &user.login } else { &user.display_name }.clone();
        new.author_email.clone_from(&user.email);
        new.author_url.clone_from(&user.url);
    } else if site.settings().flag("comment_registration") && !matches!(actor, Actor::System) {
        return Err(Error::forbidden("not_logged_in", "Sorry, you must be logged in to comment."));
    }
    Ok(())
}

fn check_fields(site: &Site, actor: &Actor, new: &NewComment) -> Result<()> {
    if site.settings().flag("require_name_email") && matches!(actor, Actor::Visitor) {
        if new.author_email.trim().len() < 6 || new.author_name.trim().is_empty() {
            return Err(Error::invalid("require_name_email", "Error: Please fill the required fields."));
        }
        if !is_mail_address(new.author_email.trim()) {
            return Err(Error::invalid("require_valid_email", "Error: Please enter a valid email address."));
        }
    }
    if new.content.trim().is_empty() {
        return Err(Error::invalid("require_valid_comment", "Error: Please type your comment text."));
    }
    check_lengths(new)
}

/// The widths of WordPress's columns (`wp_check_comment_data_max_lengths`).
pub(super) fn check_lengths(new: &NewComment) -> Result<()> {
    let too_long = |text: &str, most: usize| text.chars().count() > most;
    if too_long(&new.author_name, 245) {
        return Err(Error::invalid("comment_author_column_length", "Error: Your name is too long."));
    }
    if too_long(&new.author_email, 100) {
        return Err(Error::invalid("comment_author_email_column_length", "Error: Your email address is too long."));
    }
    if too_long(&new.author_url, 200) {
        return Err(Error::invalid("comment_author_url_column_length", "Error: Your URL is too long."));
    }
    if new.content.len() > 65_525 {
        return Err(Error::invalid("comment_content_column_length", "Error: Your comment is too long."));
    }
    Ok(())
}

/// Whether text looks like a mail address: one `@`, a name before it, a dotted host of letters, digits and hyphens after it.
pub fn is_mail_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let name_fits = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(letter);
    let label_fits = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    !name.is_empty() && name.chars().all(name_fits) && host.contains('.') && host.split('.').all(label_fits)
}

/// Leaves of the text what a visitor may write; people with `unfiltered_html` keep theirs.
pub(super) fn clean(site: &Site, actor: &Actor, new: &mut NewComment) {
    new.author_name = formatting::strip_all_tags(&new.author_name, true);
    new.author_email = new.author_email.trim().to_owned();
    new.author_url = formatting::esc_url_raw(&new.author_url);
    new.content = new.content.trim().replace('\0', "");
    new.user_agent = new.user_agent.chars().take(254).collect();
    new.content = filtered(site, actor, &new.content);
}

/// A comment's text as it is kept: whoever may write any HTML keeps what posts may have, others a few inline tags.
pub(super) fn filtered(site: &Site, actor: &Actor, content: &str) -> String {
    let any_html = actor.may(Capability::UnfilteredHtml);
    let allowed = if any_html { formatting::AllowedHtml::Post } else { formatting::AllowedHtml::Data };
    formatting::wp_filter_comment(content, allowed, site.url())
}

/// The same words by the same person on the same post.
async fn refuse_duplicates(site: &Site, new: &NewComment) -> Result<()> {
    let same_person = if new.author_email.is_empty() {
        entity::Column::AuthorName.eq(new.author_name.clone())
    } else {
        entity::Column::AuthorEmail.eq(new.author_email.clone())
    };
    let query = queries::any(site)
        .filter(entity::Column::PostId.eq(new.post_id))
        .filter(entity::Column::ParentId.eq(new.parent_id))
        .filter(entity::Column::Status.ne(Status::Trash.name()))
        .filter(entity::Column::Content.eq(new.content.clone()))
        .filter(same_person);
    match query.one(site.writer()).await? {
        None => Ok(()),
        Some(_) => Err(Error::conflict(
            "comment_duplicate",
            "Duplicate comment detected; it looks as though you&#8217;ve already said that!",
        )),
    }
}

async fn refuse_floods(site: &Site, actor: &Actor, new: &NewComment) -> Result<()> {
    let trusted = matches!(actor, Actor::System) || actor.may(Capability::ModerateComments);
    if trusted || new.author_ip.is_empty() {
        return Ok(());
    }
    let since = site.host().now() - chrono::Duration::seconds(FLOOD_SECONDS);
    let same_person = sea_orm::Condition::any()
        .add(entity::Column::AuthorIp.eq(new.author_ip.clone()))
        .add_option((!new.author_email.is_empty()).then(|| entity::Column::AuthorEmail.eq(new.author_email.clone())));
    let recent = queries::any(site)
        .filter(entity::Column::DateGmt.gt(since))
        .filter(same_person)
        .order_by_desc(entity::Column::DateGmt)
        .one(site.writer())
        .await?;
    match recent {
        None => Ok(()),
        Some(_) => Err(Error::refused("comment_flood", "You are posting comments too quickly. Slow down.")),
    }
}

async fn store(site: &Site, actor: &Actor, new: NewComment, status: Status) -> Result<Comment> {
    let comment = row::made_of(site, actor, new, status, "comment").await?;
    let mut change = Change::begin(site).await?;
    row::insert(&change, &comment).await?;
    if status == Status::Approved {
        super::count::refresh(&mut change, site.id(), comment.post_id).await?;
    }
    change
        .notes(Deed::new("create", "comment", comment.id).with("post", comment.post_id).with("status", status.name()));
    super::tell::queue_letters(&change, site, actor, &comment, status).await?;
    change.commit().await?;
    Ok(comment)
}

/// What is stale when the shown comments of a post change.
pub(super) fn makes_stale(change: &mut Change, post_id: i64) {
    change.makes_stale(CacheTag::Comments(post_id));
    change.makes_stale(CacheTag::Post(post_id));
    change.makes_stale(CacheTag::AllComments);
}
