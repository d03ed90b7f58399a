//! Deletes posts for good, as WordPress's `wp_delete_post` with force does.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Post, entity, kinds, lookup, meta_entity, permissions, schedule, stale};
use crate::{Actor, CacheTag, Change, Result, Site, cron, media, redirects::entity as redirect, settings, terms};

/// Deletes a post with its meta, comments, revisions and menu items; what stood below it moves up. An attachment's
/// files go too. Gives what was there.
pub async fn delete(site: &Site, actor: &Actor, id: i64) -> Result<Post> {
    let post = lookup::required(site, id).await?;
    let as_it_was = lookup::before_trash(site, &post).await?;
    permissions::require_delete(actor, &as_it_was)?;
    let file = media::of_attachment(site, id).await?;
    let mut change = Change::begin(site).await?;
    let touched = terms::ids_of_post(change.connection(), site.id(), id).await?;
    move_children_up(&mut change, site, &post).await?;
    delete_menu_items(&mut change, &post).await?;
    forget_references(&mut change, site, &post).await?;
    cron::unschedule_in(&change, site, schedule::HOOK, &serde_json::json!([id])).await?;
    entity::Entity::delete_by_id((site.id(), id)).exec(change.connection()).await?;
    terms::recount(&mut change, site.id(), &touched.into_iter().collect()).await?;
    if let Some(file) = &file {
        media::note_removal(&change, site, file).await?;
    }
    stale::after(&mut change, site, &post, None);
    change.makes_stale(CacheTag::Comments(id));
    change.makes_stale(CacheTag::AllComments);
    change.notes(super::save::deed("delete", &post));
    change.commit().await?;
    if let Some(file) = file {
        media::remove_files(site, &file).await;
    }
    Ok(post)
}

/// Revisions go, pages and attachments below get the parent of what goes.
async fn move_children_up(change: &mut Change, site: &Site, post: &Post) -> Result<()> {
    entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(post.site_id))
        .filter(entity::Column::ParentId.eq(post.id))
        .filter(entity::Column::PostType.eq("revision"))
        .exec(change.connection())
        .await?;
    let moved = entity::Entity::update_many()
        .filter(entity::Column::SiteId.eq(post.site_id))
        .filter(entity::Column::ParentId.eq(post.id))
        .col_expr(entity::Column::ParentId, Expr::value(post.parent_id))
        .exec(change.connection())
        .await?;
    if moved.rows_affected > 0 && kinds::is_hierarchical(site.settings(), &post.post_type) {
        change.makes_stale(CacheTag::Site);
    }
    Ok(())
}

/// A menu does not lead to what is gone (`_wp_delete_post_menu_item`).
async fn delete_menu_items(change: &mut Change, post: &Post) -> Result<()> {
    let with = |key: &str, value: String| {
        meta_entity::Entity::find()
            .select_only()
            .column(meta_entity::Column::PostId)
            .filter(meta_entity::Column::SiteId.eq(post.site_id))
            .filter(meta_entity::Column::MetaKey.eq(key))
            .filter(meta_entity::Column::MetaValue.eq(value))
    };
    let of_types: Vec<i64> = with("_menu_item_type", "post_type".into()).into_tuple().all(change.connection()).await?;
    let to_post: Vec<i64> =
        with("_menu_item_object_id", post.id.to_string()).into_tuple().all(change.connection()).await?;
    let items: Vec<i64> = to_post.into_iter().filter(|id| of_types.contains(id)).collect();
    if items.is_empty() {
        return Ok(());
    }
    entity::Entity::delete_many()
        .filter(entity::Column::SiteId.eq(post.site_id))
        .filter(entity::Column::PostType.eq("nav_menu_item"))
        .filter(entity::Column::Id.is_in(items))
        .exec(change.connection())
        .await?;
    change.makes_stale(CacheTag::Menus);
    Ok(())
}

/// Old slugs, featured images and the front page's settings know it no more.
async fn forget_references(change: &mut Change, site: &Site, post: &Post) -> Result<()> {
    redirect::Entity::delete_many()
        .filter(redirect::Column::SiteId.eq(site.id()))
        .filter(redirect::Column::PostId.eq(post.id))
        .exec(change.connection())
        .await?;
    if post.post_type == "attachment" {
        meta_entity::Entity::delete_many()
            .filter(meta_entity::Column::SiteId.eq(site.id()))
            .filter(meta_entity::Column::MetaKey.eq("_thumbnail_id"))
            .filter(meta_entity::Column::MetaValue.eq(post.id.to_string()))
            .exec(change.connection())
            .await?;
    }
    reset_front_page(change, site, post.id).await
}

/// WordPress's `_reset_front_page_settings_for_post`.
async fn reset_front_page(change: &mut Change, site: &Site, post_id: i64) -> Result<()> {
    if site.settings().number("page_on_front") == post_id {
        settings::write(change, site, "show_on_front", &"posts".into()).await?;
        settings::write(change, site, "page_on_front", &0.into()).await?;
    }
    if site.settings().number("page_for_posts") == post_id {
        settings::write(change, site, "page_for_posts", &0.into()).await?;
    }
    Ok(())
}
