//! Which posts an export holds, read in slices by their id so that memory stays the same however many there are.

use super::filter::{ExportFilter, NEVER};
use crate::posts::{Post, entity as post};
use crate::terms::{self, relationship_entity as relationship};
use crate::{Error, Result, Site, comments};
use chrono::{Days, NaiveTime};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;

const SLICE: u64 = 100;

/// The chosen posts of a site.
pub(super) struct Selection {
    site: Site,
    chosen: Condition,
}

impl Selection {
    pub(super) async fn new(site: &Site, filter: &ExportFilter) -> Result<Self> {
        let category = match &filter.category {
            None => None,
            Some(slug) => Some(terms::by_slug(site, "category", slug).await?.ok_or_else(|| {
                Error::not_found("term_not_found", format!("There is no category \"{slug}\" on this site."))
            })?),
        };
        let chosen = chosen(site.id(), filter, category.map(|category| category.id));
        Ok(Self { site: site.clone(), chosen })
    }

    /// The next posts after this id.
    pub(super) async fn after(&self, id: i64) -> Result<Vec<Post>> {
        let query = post::Entity::find()
            .filter(post::Column::SiteId.eq(self.site.id()))
            .filter(self.chosen.clone())
            .filter(post::Column::Id.gt(id));
        Ok(query.order_by_asc(post::Column::Id).limit(SLICE).all(self.site.reader()).await?)
    }

    /// Who wrote the chosen posts and their comments.
    pub(super) async fn author_ids(&self, with_comments: bool) -> Result<BTreeSet<i64>> {
        let of_posts: Vec<i64> = post::Entity::find()
            .filter(post::Column::SiteId.eq(self.site.id()))
            .filter(self.chosen.clone())
            .select_only()
            .column(post::Column::AuthorId)
            .distinct()
            .into_tuple()
            .all(self.site.reader())
            .await?;
        let mut ids: BTreeSet<i64> = of_posts.into_iter().collect();
        if with_comments {
            ids.extend(self.commenter_ids().await?);
        }
        ids.remove(&0);
        Ok(ids)
    }

    /// WordPress lists the authors of posts only, and so loses who wrote the comments of everybody else.
    async fn commenter_ids(&self) -> Result<Vec<i64>> {
        use comments::entity::{Column, Entity};
        let of_chosen = Column::PostId.in_subquery(self.ids());
        let query =
            Entity::find().filter(Column::SiteId.eq(self.site.id())).filter(Column::UserId.gt(0)).filter(of_chosen);
        let query = query.filter(Column::Status.ne("spam")).select_only().column(Column::UserId).distinct();
        Ok(query.into_tuple().all(self.site.reader()).await?)
    }

    fn ids(&self) -> SelectStatement {
        Query::select()
            .column(post::Column::Id)
            .from(post::Entity)
            .and_where(post::Column::SiteId.eq(self.site.id()))
            .cond_where(self.chosen.clone())
            .to_owned()
    }
}

fn chosen(site_id: i64, filter: &ExportFilter, category: Option<i64>) -> Condition {
    let all = Condition::all()
        .add(post::Column::PostType.is_not_in(NEVER))
        .add(post::Column::Status.ne("auto-draft"))
        .add_option(one_of(post::Column::PostType, &filter.post_types))
        .add_option(one_of(post::Column::Status, &filter.statuses))
        .add_option(filter.author_id.map(|id| post::Column::AuthorId.eq(id)))
        .add_option(filter.start_date.map(|day| post::Column::Date.gte(day.and_time(NaiveTime::MIN))))
        .add_option(
            filter
                .end_date
                .and_then(|day| day.checked_add_days(Days::new(1)))
                .map(|next_day| post::Column::Date.lt(next_day.and_time(NaiveTime::MIN))),
        );
    let ids = &filter.post_ids;
    all.add_option((!ids.is_empty()).then(|| post::Column::Id.is_in(ids.iter().copied())))
        .add_option(category.map(|term_id| post::Column::Id.in_subquery(posts_of_term(site_id, term_id))))
}

fn one_of(column: post::Column, values: &[String]) -> Option<sea_orm::sea_query::SimpleExpr> {
    (!values.is_empty()).then(|| column.is_in(values))
}

fn posts_of_term(site_id: i64, term_id: i64) -> SelectStatement {
    Query::select()
        .column(relationship::Column::PostId)
        .from(relationship::Entity)
        .and_where(relationship::Column::SiteId.eq(site_id))
        .and_where(relationship::Column::TermId.eq(term_id))
        .to_owned()
}
