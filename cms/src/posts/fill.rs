//! A post's row from what was given.

use sea_orm::EntityTrait;

use super::access::{self, Access};
use super::{Post, PostFields, entity, kinds};
use crate::formatting::{wp_kses_data, wp_kses_post};
use crate::users::Capability;
use crate::{Actor, Change, Error, Result, Site};

/// A parent further up than this is taken for a circle.
const MOST_ANCESTORS: usize = 100;

/// Cleans what somebody without `unfiltered_html` wrote, as WordPress's `kses_init_filters` does.
pub(super) fn cleaned(actor: &Actor, fields: PostFields) -> PostFields {
    if actor.may(Capability::UnfilteredHtml) {
        return fields;
    }
    PostFields {
        title: fields.title.map(|text| wp_kses_data(&text)),
        content: fields.content.map(|text| wp_kses_post(&text)),
        excerpt: fields.excerpt.map(|text| wp_kses_post(&text)),
        content_filtered: fields.content_filtered.map(|text| wp_kses_post(&text)),
        ..fields
    }
}

/// A new post before anything was said of it; its number is to come.
pub(super) fn blank(site: &Site, actor: &Actor, post_type: &str) -> Post {
    let now = site.host().now();
    let local = site.settings().to_local(now);
    let may_be_answered = |option: &str| match post_type {
        "page" => "closed".to_owned(),
        _ if kinds::takes_comments(site.settings(), post_type) => site.settings().text(option),
        _ => "closed".to_owned(),
    };
    Post {
        site_id: site.id(),
        id: 0,
        post_type: post_type.to_owned(),
        status: if post_type == "attachment" { "inherit".into() } else { "draft".into() },
        slug: String::new(),
        title: String::new(),
        content: String::new(),
        excerpt: String::new(),
        content_filtered: String::new(),
        author_id: actor.user_id(),
        parent_id: 0,
        menu_order: 0,
        password: String::new(),
        sticky: false,
        access: String::new(),
        date: local,
        date_gmt: None,
        modified: local,
        modified_gmt: now,
        comment_status: may_be_answered("default_comment_status"),
        ping_status: may_be_answered("default_ping_status"),
        comment_count: 0,
        guid: String::new(),
        mime_type: String::new(),
        to_ping: String::new(),
        pinged: String::new(),
    }
}

/// Writes what was given over what is there.
pub(super) fn apply(site: &Site, post: &mut Post, fields: &PostFields) -> Result<()> {
    let texts = [
        (&mut post.title, &fields.title),
        (&mut post.content, &fields.content),
        (&mut post.excerpt, &fields.excerpt),
        (&mut post.content_filtered, &fields.content_filtered),
        (&mut post.slug, &fields.slug),
        (&mut post.password, &fields.password),
        (&mut post.comment_status, &fields.comment_status),
        (&mut post.ping_status, &fields.ping_status),
        (&mut post.guid, &fields.guid),
        (&mut post.mime_type, &fields.mime_type),
    ];
    for (column, given) in texts {
        if let Some(given) = given {
            column.clone_from(given);
        }
    }
    settle_access(post, fields)?;
    post.author_id = fields.author_id.filter(|author| *author > 0).unwrap_or(post.author_id);
    post.parent_id = fields.parent_id.unwrap_or(post.parent_id);
    post.menu_order = fields.menu_order.unwrap_or(post.menu_order);
    post.sticky = fields.sticky.unwrap_or(post.sticky);
    apply_status(post, fields.status.as_deref())?;
    require_something(site, post)
}

fn apply_status(post: &mut Post, given: Option<&str>) -> Result<()> {
    let Some(status) = given else { return Ok(()) };
    const KNOWN: [&str; 8] = ["publish", "future", "draft", "pending", "private", "auto-draft", "trash", "inherit"];
    if !KNOWN.contains(&status) {
        return Err(Error::invalid("rest_invalid_param", format!("There is no status '{status}'.")));
    }
    let of_attachment = matches!(status, "inherit" | "private" | "trash" | "auto-draft");
    post.status = if post.post_type == "attachment" && !of_attachment { "inherit" } else { status }.into();
    if post.status == "private" {
        post.password.clear();
    }
    Ok(())
}

/// A text with a part for members is theirs, whatever else was said.
fn settle_access(post: &mut Post, fields: &PostFields) -> Result<()> {
    if let Some(given) = &fields.access {
        post.access = Access::parse(given)?.column();
    }
    post.access = access::of(post).column();
    Ok(())
}

fn require_something(site: &Site, post: &Post) -> Result<()> {
    if post.sticky && !post.password.is_empty() {
        return Err(Error::invalid("rest_invalid_field", "A post can not be sticky and have a password."));
    }
    let is_empty = post.title.is_empty() && post.content.is_empty() && post.excerpt.is_empty();
    if is_empty && kinds::must_say_something(site.settings(), &post.post_type) && post.status != "auto-draft" {
        return Err(Error::invalid("empty_content", "Content, title, and excerpt are empty."));
    }
    Ok(())
}

/// Frees a post from a parent that stands below it (`wp_check_post_hierarchy_for_loops`).
pub(super) async fn settle_parent(change: &Change, post: &mut Post) -> Result<()> {
    let mut above = post.parent_id;
    for _ in 0..MOST_ANCESTORS {
        if above == 0 {
            return Ok(());
        }
        if above == post.id {
            break;
        }
        let parent = entity::Entity::find_by_id((post.site_id, above)).one(change.connection()).await?;
        above = parent.map_or(0, |parent| parent.parent_id);
    }
    post.parent_id = 0;
    Ok(())
}
