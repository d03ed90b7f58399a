//! Revisions and autosaves, as WordPress's `wp_save_post_revision` and `wp_create_post_autosave` have them.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::{Post, PostFields, edit_lock, entity, fill, kinds, lookup, meta, permissions, save};
use crate::sites::{self, Kind};
use crate::{Actor, CacheTag, Change, Error, Result, Site};

/// Values that belong to a post's text and are kept with every version of it (`wp_post_revision_meta_keys`).
const KEPT_META: [&str; 1] = ["footnotes"];

/// The revisions of a post, newest first, autosaves among them.
pub async fn list(site: &Site, actor: &Actor, post_id: i64) -> Result<Vec<Post>> {
    permissions::require_edit(actor, &lookup::required(site, post_id).await?)?;
    Ok(newest_first(site, post_id).all(site.writer()).await?)
}

fn newest_first(site: &Site, post_id: i64) -> Select<entity::Entity> {
    entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::ParentId.eq(post_id))
        .filter(entity::Column::PostType.eq("revision"))
        .order_by_desc(entity::Column::Date)
        .order_by_desc(entity::Column::Id)
}

/// What somebody wrote without saving it, if that was after the post was last saved (`wp_get_post_autosave`).
pub async fn newer_autosave(site: &Site, actor: &Actor, post: &Post) -> Result<Option<Post>> {
    permissions::require_edit(actor, &lookup::required(site, post.id).await?)?;
    let autosaves = newest_first(site, post.id).filter(entity::Column::Slug.eq(autosave_slug(post.id)));
    let newest = autosaves.one(site.writer()).await?;
    Ok(newest.filter(|version| version.modified_gmt > post.modified_gmt))
}

/// Puts a post's texts back to those of a revision; the texts of now are kept as a further revision.
pub async fn restore(site: &Site, actor: &Actor, revision_id: i64) -> Result<Post> {
    let revision = required(site, revision_id).await?;
    let mut meta = Vec::new();
    for key in KEPT_META {
        meta.push((key.to_owned(), meta::read(site.writer(), site.id(), revision_id, key).await?));
    }
    let fields = PostFields {
        title: Some(revision.title),
        content: Some(revision.content),
        excerpt: Some(revision.excerpt),
        meta,
        ..PostFields::default()
    };
    save::update(site, actor, revision.parent_id, fields).await
}

/// Deletes a revision for good. Whoever may delete its post may.
pub async fn delete(site: &Site, actor: &Actor, revision_id: i64) -> Result<Post> {
    let revision = required(site, revision_id).await?;
    permissions::require_delete(actor, &lookup::required(site, revision.parent_id).await?)?;
    let mut change = Change::begin(site).await?;
    entity::Entity::delete_by_id((site.id(), revision_id)).exec(change.connection()).await?;
    change.makes_stale(CacheTag::Post(revision.parent_id));
    change.commit().await?;
    Ok(revision)
}

/// Keeps what somebody is writing without touching the post: one autosave a person and post. The author's own draft is
/// written itself, without a revision, unless somebody else is at it; what is written besides texts is for it alone.
pub async fn autosave(site: &Site, actor: &Actor, post_id: i64, fields: PostFields) -> Result<Post> {
    let post = lookup::required(site, post_id).await?;
    permissions::require_edit(actor, &post)?;
    let is_own_draft = matches!(post.status.as_str(), "draft" | "auto-draft") && post.author_id == actor.user_id();
    if is_own_draft && edit_lock::held_by_another(site, actor, &post).await?.is_none() {
        return save::write_over(site, actor, post_id, fields, false).await;
    }
    let fields = fill::cleaned(actor, fields);
    let slug = autosave_slug(post_id);
    let former = of_person(site, &post, &slug, actor.user_id()).await?;
    if let Some(former) = &former
        && says_the_same(&fields, &post)
    {
        return Ok(former.clone());
    }
    let is_new = former.is_none();
    let mut row = match former {
        Some(row) => row,
        None => Post {
            title: String::new(),
            content: String::new(),
            excerpt: String::new(),
            ..copy(&post, sites::next(site, Kind::Posts).await?, slug, actor)
        },
    };
    (row.modified, row.modified_gmt) = (site.local_now(), site.host().now());
    (row.date, row.date_gmt) = (row.modified, Some(row.modified_gmt));
    row.title = fields.title.unwrap_or(row.title);
    row.content = fields.content.unwrap_or(row.content);
    row.excerpt = fields.excerpt.unwrap_or(row.excerpt);
    let mut change = Change::begin(site).await?;
    write_autosave(&change, site, &mut row, is_new).await?;
    for (key, value) in fields.meta.iter().filter(|(key, _)| KEPT_META.contains(&key.as_str())) {
        meta::write(change.connection(), site.id(), row.id, key, value.as_deref()).await?;
    }
    change.makes_stale(CacheTag::Post(post_id));
    change.makes_stale(CacheTag::Post(row.id));
    change.commit().await?;
    Ok(row)
}

async fn write_autosave(change: &Change, site: &Site, row: &mut Post, is_new: bool) -> Result<()> {
    if !is_new {
        return save::write(change, row.clone()).await;
    }
    row.guid = format!("{}/?p={}", site.settings().home(), row.id);
    let row = entity::ActiveModel::from(row.clone());
    entity::Entity::insert(row).exec_without_returning(change.connection()).await?;
    Ok(())
}

/// Whether none of the texts given differs from the post's, white space aside.
fn says_the_same(fields: &PostFields, post: &Post) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    [(&fields.title, &post.title), (&fields.content, &post.content), (&fields.excerpt, &post.excerpt)]
        .into_iter()
        .all(|(given, there)| given.as_ref().is_none_or(|given| words(given) == words(there)))
}

/// A number for the revision that writing `post` asks for: none where its type keeps no revisions, or where the last one
/// says the same.
pub(super) async fn next_id(site: &Site, post: &Post) -> Result<Option<i64>> {
    let is_kept = kinds::keeps_revisions(site.settings(), &post.post_type);
    if !is_kept || matches!(post.status.as_str(), "auto-draft" | "trash") {
        return Ok(None);
    }
    let last = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(post.site_id))
        .filter(entity::Column::ParentId.eq(post.id))
        .filter(entity::Column::PostType.eq("revision"))
        .filter(entity::Column::Slug.eq(slug_of(post)))
        .order_by_desc(entity::Column::Id)
        .one(site.writer())
        .await?;
    match last {
        Some(last) if (&last.title, &last.content, &last.excerpt) == (&post.title, &post.content, &post.excerpt) => {
            Ok(None)
        }
        _ => Ok(Some(sites::next(site, Kind::Posts).await?)),
    }
}

/// Keeps the post as it is now under the number that [`next_id`] gave.
pub(super) async fn keep(change: &Change, site: &Site, actor: &Actor, post: &Post, id: Option<i64>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let mut row = copy(post, id, slug_of(post), actor);
    row.guid = format!("{}/?p={id}", site.settings().home());
    entity::Entity::insert(entity::ActiveModel::from(row)).exec_without_returning(change.connection()).await?;
    for key in KEPT_META {
        let value = meta::read(change.connection(), site.id(), post.id, key).await?;
        meta::write(change.connection(), site.id(), id, key, value.as_deref()).await?;
    }
    Ok(())
}

/// The slug of the autosaves of a post.
pub(crate) fn autosave_slug(post_id: i64) -> String {
    format!("{post_id}-autosave-v1")
}

fn slug_of(post: &Post) -> String {
    format!("{}-revision-v1", post.id)
}

fn copy(post: &Post, id: i64, slug: String, actor: &Actor) -> Post {
    let author_id = if actor.is_signed_in() { actor.user_id() } else { post.author_id };
    Post {
        id,
        slug,
        author_id,
        post_type: "revision".into(),
        status: "inherit".into(),
        parent_id: post.id,
        date: post.modified,
        date_gmt: Some(post.modified_gmt),
        menu_order: 0,
        password: String::new(),
        sticky: false,
        access: String::new(),
        comment_status: "closed".into(),
        ping_status: "closed".into(),
        comment_count: 0,
        mime_type: String::new(),
        ..post.clone()
    }
}

async fn of_person(site: &Site, post: &Post, slug: &str, author_id: i64) -> Result<Option<Post>> {
    let found = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(post.site_id))
        .filter(entity::Column::ParentId.eq(post.id))
        .filter(entity::Column::PostType.eq("revision"))
        .filter(entity::Column::Slug.eq(slug))
        .filter(entity::Column::AuthorId.eq(author_id));
    Ok(found.one(site.writer()).await?)
}

async fn required(site: &Site, revision_id: i64) -> Result<Post> {
    let found = lookup::required(site, revision_id).await.ok().filter(|post| post.post_type == "revision");
    found.ok_or_else(|| Error::not_found("rest_post_invalid_id", "Invalid revision ID."))
}
