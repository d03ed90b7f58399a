//! Tells whether something of the file is on the site already, and whether its id belongs to something else.

use super::super::reader::PostRecord;
use super::dates::local_date;
use crate::posts::entity as post;
use crate::terms::relationship_entity as relationship;
use crate::{Result, Settings, Site, comments};
use chrono::NaiveDateTime;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DerivePartialModel, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};

/// How many values one `IN (…)` may list; SQLite allows some 32,000 parameters.
pub(super) const MOST_VALUES: usize = 1000;

/// By what a post is known again.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "post::Entity")]
pub(super) struct Identity {
    pub(super) id: i64,
    pub(super) post_type: String,
    pub(super) slug: String,
    pub(super) guid: String,
    pub(super) title: String,
    pub(super) date: NaiveDateTime,
}

impl Identity {
    /// Of a post of the file; none if it has no date by which it could be told.
    pub(super) fn of(record: &PostRecord, settings: &Settings) -> Option<Self> {
        Some(Self {
            id: record.id.unwrap_or_default(),
            post_type: record.post_type.clone(),
            slug: record.slug.clone(),
            guid: record.guid.clone(),
            title: record.title.clone(),
            date: local_date(record, settings)?.date,
        })
    }

    /// Two of date, guid, slug and title agree: then someone has edited the rest, or it was not there from the first.
    pub(super) fn is_same_post(&self, other: &Self) -> bool {
        let agreeing = [
            self.date == other.date,
            same(&self.guid, &other.guid),
            same(&self.slug, &other.slug),
            same(&self.title, &other.title),
        ];
        self.post_type == other.post_type && agreeing.into_iter().filter(|&agrees| agrees).count() >= 2
    }

    /// Stricter, where the ids differ: a date is shared by chance more easily than an id.
    fn is_same_elsewhere(&self, other: &Self) -> bool {
        let is_same_name = same(&self.slug, &other.slug) || same(&self.guid, &other.guid);
        self.post_type == other.post_type && self.date == other.date && is_same_name
    }
}

fn same(one: &str, other: &str) -> bool {
    !one.is_empty() && one == other
}

/// Whether the site has no post at all, and no id can be in the way.
pub(super) async fn has_no_posts(site: &Site) -> Result<bool> {
    let any = post::Entity::find().filter(post::Column::SiteId.eq(site.id())).select_only().column(post::Column::Id);
    Ok(any.into_tuple::<i64>().one(site.writer()).await?.is_none())
}

/// The posts that have these ids now.
pub(super) async fn with_ids(site: &Site, ids: &[i64]) -> Result<HashMap<i64, Identity>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(MOST_VALUES) {
        let query = post::Entity::find()
            .filter(post::Column::SiteId.eq(site.id()))
            .filter(post::Column::Id.is_in(ids.iter().copied()));
        let posts: Vec<Identity> = query.into_partial_model().all(site.writer()).await?;
        found.extend(posts.into_iter().map(|identity| (identity.id, identity)));
    }
    Ok(found)
}

/// The id under which an earlier import has put this post.
pub(super) async fn elsewhere(site: &Site, wanted: &Identity, status: &str) -> Result<Option<i64>> {
    let of_site = post::Entity::find().filter(post::Column::SiteId.eq(site.id()));
    // Each of the two has an index of its own.
    let candidates = if wanted.slug.is_empty() {
        of_site
            .filter(post::Column::PostType.eq(&wanted.post_type))
            .filter(post::Column::Status.eq(status))
            .filter(post::Column::Date.eq(wanted.date))
    } else {
        of_site.filter(post::Column::Slug.eq(&wanted.slug))
    };
    let candidates: Vec<Identity> = candidates.into_partial_model().all(site.writer()).await?;
    Ok(candidates.into_iter().find(|candidate| wanted.is_same_elsewhere(candidate)).map(|candidate| candidate.id))
}

/// Whether a menu item is in this menu.
pub(super) async fn is_in_menu(site: &Site, id: i64, menu_id: i64) -> Result<bool> {
    Ok(relationship::Entity::find_by_id((site.id(), id, menu_id)).one(site.writer()).await?.is_some())
}

/// The menu item that an earlier import, or an earlier batch, has put into this menu under an id above `highest`.
pub(super) async fn moved_in_menu(site: &Site, wanted: &Identity, menu_id: i64, highest: i64) -> Result<Option<i64>> {
    let of_menu = Query::select()
        .column(relationship::Column::PostId)
        .from(relationship::Entity)
        .and_where(relationship::Column::SiteId.eq(site.id()))
        .and_where(relationship::Column::TermId.eq(menu_id))
        .to_owned();
    let candidates = post::Entity::find()
        .filter(post::Column::SiteId.eq(site.id()))
        .filter(post::Column::PostType.eq(&wanted.post_type))
        .filter(post::Column::Date.eq(wanted.date))
        .filter(post::Column::Id.gt(highest))
        .filter(post::Column::Id.in_subquery(of_menu));
    let candidates: Vec<Identity> = candidates.into_partial_model().all(site.writer()).await?;
    Ok(candidates.into_iter().find(|candidate| wanted.is_same_elsewhere(candidate)).map(|candidate| candidate.id))
}

/// What tells one comment of a post from another, as WordPress's `comment_exists` does.
pub(super) type CommentIdentity = (NaiveDateTime, String);

/// The comments of these posts with their ids.
pub(super) async fn comments_of(site: &Site, post_ids: &[i64]) -> Result<HashMap<(i64, CommentIdentity), i64>> {
    use comments::entity as comment;
    let mut found = HashMap::new();
    for post_ids in post_ids.chunks(MOST_VALUES) {
        let rows: Vec<(i64, i64, NaiveDateTime, String)> = comment::Entity::find()
            .filter(comment::Column::SiteId.eq(site.id()))
            .filter(comment::Column::PostId.is_in(post_ids.iter().copied()))
            .select_only()
            .columns([comment::Column::Id, comment::Column::PostId, comment::Column::Date, comment::Column::AuthorName])
            .into_tuple()
            .all(site.writer())
            .await?;
        found.extend(rows.into_iter().map(|(id, post_id, date, author)| ((post_id, (date, author)), id)));
    }
    Ok(found)
}

/// Which of these comment ids are taken.
pub(super) async fn taken_comment_ids(site: &Site, ids: &[i64]) -> Result<HashSet<i64>> {
    use comments::entity as comment;
    let mut taken = HashSet::new();
    for ids in ids.chunks(MOST_VALUES) {
        let rows: Vec<i64> = comment::Entity::find()
            .filter(comment::Column::SiteId.eq(site.id()))
            .filter(comment::Column::Id.is_in(ids.iter().copied()))
            .select_only()
            .column(comment::Column::Id)
            .into_tuple()
            .all(site.writer())
            .await?;
        taken.extend(rows);
    }
    Ok(taken)
}
