//! The options that a new site starts with: WordPress's own (`populate_options`).

use sea_orm::{ConnectionTrait, EntityTrait, Set};
use serde_json::{Value, json};

use super::entity;
use crate::Result;

/// Writes the default options of a new site.
pub async fn install<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    title: &str,
    admin_email: &str,
    url: &str,
) -> Result<()> {
    let own = [
        ("siteurl", json!(url)),
        ("home", json!(url)),
        ("blogname", json!(title)),
        ("admin_email", json!(admin_email)),
    ];
    let rows = own.into_iter().chain(defaults()).map(|(name, value)| entity::ActiveModel {
        site_id: Set(site_id),
        name: Set(name.to_owned()),
        value: Set(value.to_string()),
    });
    entity::Entity::insert_many(rows).exec_without_returning(connection).await?;
    Ok(())
}

fn defaults() -> Vec<(&'static str, Value)> {
    vec![
        ("blogdescription", json!("")),
        ("permalink_structure", json!("/%year%/%monthnum%/%day%/%postname%/")),
        ("category_base", json!("")),
        ("tag_base", json!("")),
        ("posts_per_page", json!(10)),
        ("posts_per_rss", json!(10)),
        ("rss_use_excerpt", json!(0)),
        ("show_on_front", json!("posts")),
        ("page_on_front", json!(0)),
        ("page_for_posts", json!(0)),
        ("timezone_string", json!("")),
        ("gmt_offset", json!(0)),
        ("date_format", json!("F j, Y")),
        ("time_format", json!("g:i a")),
        ("start_of_week", json!(1)),
        ("WPLANG", json!("")),
        ("default_category", json!(1)),
        ("default_post_format", json!("0")),
        ("default_comment_status", json!("open")),
        ("default_ping_status", json!("open")),
        ("comment_registration", json!(0)),
        ("require_name_email", json!(1)),
        ("comment_moderation", json!(0)),
        ("comment_previously_approved", json!(1)),
        ("comment_max_links", json!(2)),
        ("moderation_keys", json!("")),
        ("disallowed_keys", json!("")),
        ("comments_notify", json!(1)),
        ("wp_notes_notify", json!(1)),
        ("moderation_notify", json!(1)),
        ("close_comments_for_old_posts", json!(0)),
        ("close_comments_days_old", json!(14)),
        ("thread_comments", json!(1)),
        ("thread_comments_depth", json!(5)),
        ("page_comments", json!(0)),
        ("comments_per_page", json!(50)),
        ("default_comments_page", json!("newest")),
        ("comment_order", json!("asc")),
        ("show_avatars", json!(1)),
        ("avatar_default", json!("mystery")),
        ("avatar_rating", json!("G")),
        ("use_smilies", json!(1)),
        ("use_balanceTags", json!(0)),
        ("blog_public", json!(1)),
        ("users_can_register", json!(0)),
        ("default_role", json!("subscriber")),
        ("thumbnail_size_w", json!(150)),
        ("thumbnail_size_h", json!(150)),
        ("thumbnail_crop", json!(1)),
        ("medium_size_w", json!(300)),
        ("medium_size_h", json!(300)),
        ("medium_large_size_w", json!(768)),
        ("medium_large_size_h", json!(0)),
        ("large_size_w", json!(1024)),
        ("large_size_h", json!(1024)),
        ("uploads_use_yearmonth_folders", json!(1)),
        ("template", json!("platen-one")),
        ("stylesheet", json!("platen-one")),
        ("sidebars_widgets", json!({})),
        ("site_icon", json!(0)),
        ("site_logo", json!(0)),
        ("enable_xmlrpc", json!(1)),
        ("wp_attachment_pages_enabled", json!(0)),
    ]
}
