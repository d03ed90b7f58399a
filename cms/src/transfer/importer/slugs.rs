//! Slugs that are missing, or that something else on the site has already.

use super::batch::NewPost;
use super::report::Report;
use crate::formatting::sanitize_title;
use crate::posts::entity as post;
use crate::{Result, Site};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;

/// Among whom a slug must be unique: posts of one type with one parent.
type Place = (String, i64, String);

/// Gives every new post that needs one a slug of its own, as `wp_unique_post_slug` does; those of the file are kept
/// wherever nothing else has them.
pub(super) async fn settle_slugs(site: &Site, posts: &mut [NewPost], report: &mut Report) -> Result<()> {
    for post in posts.iter_mut().filter(|post| needs_slug(post) && post.record.slug.is_empty()) {
        let from_title = sanitize_title(&post.record.title);
        post.record.slug = if from_title.is_empty() { post.id.to_string() } else { from_title };
    }
    let mut taken = taken_places(site, posts).await?;
    for post in posts.iter_mut().filter(|post| needs_slug(post)) {
        if !taken.insert(place(post)) {
            give_another(site, post, &mut taken).await?;
            let what = format!("has a slug that is taken here; it stands at \"{}\" now", post.record.slug);
            report.note(post.position, post.about(), what);
        }
    }
    Ok(())
}

/// Drafts have none until they are published, and menu items and revisions have no address.
fn needs_slug(post: &NewPost) -> bool {
    !matches!(post.record.status.as_str(), "draft" | "pending" | "auto-draft")
        && !matches!(post.record.post_type.as_str(), "nav_menu_item" | "revision")
}

fn place(post: &NewPost) -> Place {
    (post.record.post_type.clone(), post.record.parent, post.record.slug.clone())
}

async fn taken_places(site: &Site, posts: &[NewPost]) -> Result<HashSet<Place>> {
    let slugs: Vec<&str> = posts.iter().filter(|post| needs_slug(post)).map(|post| post.record.slug.as_str()).collect();
    if slugs.is_empty() {
        return Ok(HashSet::new());
    }
    places(site, post::Column::Slug.is_in(slugs)).await
}

async fn places(site: &Site, of_slugs: sea_orm::sea_query::SimpleExpr) -> Result<HashSet<Place>> {
    let rows: Vec<Place> = post::Entity::find()
        .filter(post::Column::SiteId.eq(site.id()))
        .filter(of_slugs)
        .select_only()
        .columns([post::Column::PostType, post::Column::ParentId, post::Column::Slug])
        .into_tuple()
        .all(site.writer())
        .await?;
    Ok(rows.into_iter().collect())
}

async fn give_another(site: &Site, post: &mut NewPost, taken: &mut HashSet<Place>) -> Result<()> {
    let first = post.record.slug.clone();
    taken.extend(places(site, post::Column::Slug.starts_with(format!("{first}-"))).await?);
    let mut number = 2;
    loop {
        post.record.slug = format!("{first}-{number}");
        if taken.insert(place(post)) {
            return Ok(());
        }
        number += 1;
    }
}
