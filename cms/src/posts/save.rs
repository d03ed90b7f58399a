//! Makes and changes posts, as WordPress's `wp_insert_post` does. Every face saves through here.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{
    Post, PostFields, attached, entity, fill, guid, lookup, permissions, revisions, slug, stale, timing, trash,
};
use crate::sites::{self, Kind};
use crate::{Actor, Change, Error, Result, Site};

/// Makes a post of `post_type`. What is not given takes WordPress's defaults: a draft of whoever asks, dated now.
pub async fn create(site: &Site, actor: &Actor, post_type: &str, fields: PostFields) -> Result<Post> {
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
    let mut change = Change::begin(site).await?;
    fill::settle_parent(&change, &mut post).await?;
    post.slug = slug::settled(change.connection(), site.settings(), &post, &post.slug).await?;
    if post.guid.is_empty() {
        post.guid = guid::of(site.settings(), &post);
    }
    let row = entity::ActiveModel::from(post.clone());
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    if fields.id == Some(post.id) {
        sites::at_least(change.connection(), site.id(), Kind::Posts, post.id).await?;
    }
    attached::write(&mut change, site, &post, None, &attached).await?;
    stale::after(&mut change, site, &post, None);
    change.commit().await?;
    Ok(post)
}

/// Changes a post; what is not given stays. A published post's old slug goes on leading to it, and types that keep
/// revisions get one.
pub async fn update(site: &Site, actor: &Actor, id: i64, fields: PostFields) -> Result<Post> {
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
    let revision_id = revisions::next_id(site, &post).await?;
    let mut change = Change::begin(site).await?;
    fill::settle_parent(&change, &mut post).await?;
    post.slug = new_slug(&change, site, actor, &post, &before, fields.slug.as_deref()).await?;
    write(&change, post.clone()).await?;
    attached::write(&mut change, site, &post, Some(&before), &attached).await?;
    attached::remember_old_slug(&mut change, site, &post, &before).await?;
    revisions::keep(&change, site, actor, &post, revision_id).await?;
    trash::leave(&change, &post, &before).await?;
    stale::after(&mut change, site, &post, Some(&before));
    change.commit().await?;
    Ok(post)
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
