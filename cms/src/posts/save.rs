//! Makes and changes posts, as WordPress's `wp_insert_post` does. Every face saves through here.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{
    Post, PostFields, attached, entity, fill, guid, join_menus, lookup, permissions, revisions, schedule, slug, stale,
    timing, trash,
};
use crate::audit::Deed;
use crate::media::{self, NewMedia};
use crate::sites::{self, Kind};
use crate::{Actor, Change, Error, Result, Site};

/// Makes a post of `post_type`. What is not given takes WordPress's defaults: a draft of whoever asks, dated now.
pub async fn create(site: &Site, actor: &Actor, post_type: &str, fields: PostFields) -> Result<Post> {
    create_with(site, actor, post_type, fields, None).await
}

/// Makes an attachment of a file that stands in the uploads folder: both are known from the same moment on.
pub async fn create_attachment(site: &Site, actor: &Actor, fields: PostFields, file: &NewMedia) -> Result<Post> {
    create_with(site, actor, "attachment", fields, Some(file)).await
}

async fn create_with(
    site: &Site,
    actor: &Actor,
    post_type: &str,
    fields: PostFields,
    file: Option<&NewMedia>,
) -> Result<Post> {
    permissions::require_create(actor, post_type, &fields)?;
    if fields.status.as_deref() == Some("trash") || post_type == "revision" {
        return Err(Error::invalid("rest_invalid_param", "A post cannot begin like this."));
    }
    let fields = fill::cleaned(actor, fields);
    let mut post = fill::blank(site, actor, post_type);
    fill::apply(site, &mut post, &fields)?;
    if post.status == "pending" && !permissions::may_publish(actor, post_type) {
        // Whoever publishes it chooses its address.
        post.slug.clear();
    }
    timing::settle(site, &mut post, None, fields.date)?;
    let attached = attached::prepare(site, &fields).await?;
    // Only now, so that what is refused leaves no gap in the numbers.
    post.id = new_id(site, &fields).await?;
    let items = join_menus::for_post(site, &post, None).await?;
    let mut change = Change::begin(site).await?;
    fill::settle_parent(&change, &mut post).await?;
    post.slug = slug::settled(change.connection(), site.settings(), &post, &post.slug).await?;
    if post.guid.is_empty() {
        post.guid = guid::of(&change, site.settings(), &post).await?;
    }
    let row = entity::ActiveModel::from(post.clone());
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    if fields.id == Some(post.id) {
        sites::at_least(change.connection(), site.id(), Kind::Posts, post.id).await?;
    }
    attached::write(&mut change, site, &post, None, &attached).await?;
    if let Some(file) = file {
        media::attach(&change, site, post.id, file).await?;
    }
    schedule::tell_members(&change, site, &post, None).await?;
    join_menus::join(&mut change, site, &post, None, &items).await?;
    stale::after(&mut change, site, &post, None);
    change.notes(deed("create", &post));
    change.commit().await?;
    Ok(post)
}

/// Changes a post; what is not given stays. A published post's old slug goes on leading to it, and types that keep
/// revisions get one.
pub async fn update(site: &Site, actor: &Actor, id: i64, fields: PostFields) -> Result<Post> {
    write_over(site, actor, id, fields, true).await
}

/// The same; an autosave keeps no revision.
pub(super) async fn write_over(
    site: &Site,
    actor: &Actor,
    id: i64,
    fields: PostFields,
    keeps_revision: bool,
) -> Result<Post> {
    let before = lookup::required(site, id).await?;
    let rightful = lookup::before_trash(site, &before).await?;
    permissions::require_update(actor, &rightful, &fields)?;
    if fields.status.as_deref() == Some("trash") && before.status != "trash" {
        return trash::trash(site, actor, id).await;
    }
    let fields = fill::cleaned(actor, fields);
    let mut post = before.clone();
    fill::apply(site, &mut post, &fields)?;
    timing::settle(site, &mut post, Some(&before), fields.date)?;
    let attached = attached::prepare(site, &fields).await?;
    let revision_id = if keeps_revision { revisions::next_id(site, &post).await? } else { None };
    let items = join_menus::for_post(site, &post, Some(&before)).await?;
    let mut change = Change::begin(site).await?;
    fill::settle_parent(&change, &mut post).await?;
    post.slug = new_slug(&change, site, actor, &post, &before, fields.slug.as_deref()).await?;
    write(&change, post.clone()).await?;
    attached::write(&mut change, site, &post, Some(&before), &attached).await?;
    attached::remember_old_slug(&mut change, site, &post, &before).await?;
    revisions::keep(&change, site, actor, &post, revision_id).await?;
    trash::leave(&change, &post, &before).await?;
    schedule::tell_members(&change, site, &post, Some(&before)).await?;
    join_menus::join(&mut change, site, &post, Some(&before), &items).await?;
    stale::after(&mut change, site, &post, Some(&before));
    let publishes = post.status == "publish" && before.status != "publish";
    change.notes(deed(if publishes { "publish" } else { "update" }, &post));
    change.commit().await?;
    Ok(post)
}

/// What the audit log says of a post.
pub(super) fn deed(action: &'static str, post: &Post) -> Deed {
    let deed = Deed::new(action, &post.post_type, post.id);
    deed.with("title", post.title.as_str()).with("status", post.status.as_str())
}

/// The number that is asked for, where it is free, or the next one.
async fn new_id(site: &Site, fields: &PostFields) -> Result<i64> {
    if let Some(id) = fields.id.filter(|id| *id > 0)
        && entity::Entity::find_by_id((site.id(), id)).one(site.writer()).await?.is_none()
    {
        return Ok(id);
    }
    sites::next(site, Kind::Posts).await
}

async fn new_slug(
    change: &Change,
    site: &Site,
    actor: &Actor,
    post: &Post,
    before: &Post,
    wanted: Option<&str>,
) -> Result<String> {
    if post.status == "trash" {
        return Ok(before.slug.clone());
    }
    if post.status == "pending" && !permissions::may_publish(actor, &post.post_type) {
        return Ok(String::new());
    }
    let before_trash = trash::desired_slug(change, before).await?;
    let wanted = before_trash.as_deref().or(wanted).unwrap_or(&before.slug);
    // A slug that stays is left as it is: cleaning twice would not keep `%e6%97%a5`.
    if wanted == before.slug && post.parent_id == before.parent_id && is_addressed(before) && is_addressed(post) {
        return Ok(before.slug.clone());
    }
    slug::settled(change.connection(), site.settings(), post, wanted).await
}

fn is_addressed(post: &Post) -> bool {
    !post.slug.is_empty() && !matches!(post.status.as_str(), "draft" | "pending" | "auto-draft" | "trash")
}

/// Writes all columns of a row that is there.
pub(super) async fn write(change: &Change, post: Post) -> Result<()> {
    let row = post.into_active_model().reset_all();
    row.update(change.connection()).await?;
    Ok(())
}
