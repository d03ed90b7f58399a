//! What is written beside a post's row: meta, terms, its scheduled publication, its old slugs.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{Post, PostFields, entity, kinds, meta, schedule};
use crate::{CacheTag, Change, Result, Site, redirects::entity as redirect, terms};

/// What is to be written, with ids taken before the change began.
#[derive(Debug)]
pub(super) struct Attached {
    terms: BTreeMap<String, Vec<i64>>,
    meta: Vec<(String, Option<String>)>,
    meta_lists: Vec<(String, Vec<String>)>,
}

/// Makes of fields what their rows will be. Takes the format's term, which may be new.
pub(super) async fn prepare(site: &Site, fields: &PostFields) -> Result<Attached> {
    let mut chosen = fields.terms.clone();
    if let Some(format) = fields.format.as_deref() {
        chosen.insert(terms::FORMAT_TAXONOMY.to_owned(), terms::of_format(site, format).await?);
    }
    let mut values = fields.meta.clone();
    if let Some(image) = fields.featured_media {
        values.extend(featured(site, image).await?);
    }
    if let Some(template) = &fields.template {
        values.push(("_wp_page_template".to_owned(), Some(template.clone()).filter(|name| !name.is_empty())));
    }
    Ok(Attached { terms: chosen, meta: values, meta_lists: fields.meta_lists.clone() })
}

/// What becomes of the featured image (`set_post_thumbnail`): what is no image removes it, and what is not there changes
/// nothing.
async fn featured(site: &Site, image: i64) -> Result<Option<(String, Option<String>)>> {
    let key = "_thumbnail_id".to_owned();
    if image <= 0 {
        return Ok(Some((key, None)));
    }
    let found = entity::Entity::find_by_id((site.id(), image)).one(site.writer()).await?;
    let is_image = |post: &Post| post.post_type == "attachment" && post.mime_type.starts_with("image/");
    Ok(found.map(|post| (key, is_image(&post).then(|| image.to_string()))))
}

/// Writes it in the open change; `before` is what the post was.
pub(super) async fn write(
    change: &mut Change,
    site: &Site,
    post: &Post,
    before: Option<&Post>,
    attached: &Attached,
) -> Result<()> {
    for (key, value) in &attached.meta {
        meta::write(change.connection(), site.id(), post.id, key, value.as_deref()).await?;
    }
    for (key, values) in &attached.meta_lists {
        meta::write_list(change.connection(), site.id(), post.id, key, values).await?;
    }
    write_terms(change, site, post, before, attached).await?;
    schedule::follow(change, site, post, before).await
}

async fn write_terms(
    change: &mut Change,
    site: &Site,
    post: &Post,
    before: Option<&Post>,
    attached: &Attached,
) -> Result<()> {
    let connection = change.connection();
    let mut touched = BTreeSet::new();
    for (taxonomy, ids) in &attached.terms {
        touched.extend(terms::assign(connection, site.id(), post.id, taxonomy, ids).await?);
    }
    let is_written = post.post_type == "post" && post.status != "auto-draft";
    if is_written && !attached.terms.contains_key("category") {
        touched.extend(terms::assign_default_category(connection, site, post.id).await?);
    }
    if before.is_none_or(|before| before.status != post.status) {
        touched.extend(terms::ids_of_post(connection, site.id(), post.id).await?);
    }
    terms::recount(change, site.id(), &touched).await
}

/// Notes that a published post's former slug leads to it (`wp_check_for_changed_slugs`).
pub(super) async fn remember_old_slug(change: &mut Change, site: &Site, post: &Post, before: &Post) -> Result<()> {
    let is_public = post.status == "publish" || post.post_type == "attachment" && post.status == "inherit";
    let was_public = before.status == "publish" || before.post_type == "attachment" && before.status == "inherit";
    if post.slug == before.slug || !is_public || !was_public || kinds::is_hierarchical(site.settings(), &post.post_type)
    {
        return Ok(());
    }
    let of_post = redirect::Entity::delete_many()
        .filter(redirect::Column::SiteId.eq(site.id()))
        .filter(redirect::Column::Kind.eq("slug"))
        .filter(redirect::Column::PostId.eq(post.id))
        .filter(redirect::Column::Source.is_in([post.slug.clone(), before.slug.clone()]));
    of_post.exec(change.connection()).await?;
    if !before.slug.is_empty() {
        redirect_row(site, post.id, &before.slug).insert(change.connection()).await?;
    }
    change.makes_stale(CacheTag::Redirects);
    Ok(())
}

fn redirect_row(site: &Site, post_id: i64, old_slug: &str) -> redirect::ActiveModel {
    redirect::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        kind: Set("slug".into()),
        source: Set(old_slug.to_owned()),
        post_id: Set(post_id),
        target: Set(String::new()),
        status: Set(301),
        created: Set(site.host().now()),
    }
}
