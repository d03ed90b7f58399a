//! What stands beside posts in other tables, for all posts of a list in one statement: a round trip to the database costs
//! more than what it brings.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, FromQueryResult};

use super::{entity, meta_entity};
use crate::collation::expression_without_case;
use crate::terms::{Term, entity as term, relationship_entity as relationship};
use crate::{Result, Site};

/// What stands beside posts, by their numbers; a post of which there is nothing is left out.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The terms of every taxonomy, by name.
    pub terms: HashMap<i64, Vec<Term>>,
    /// Meta values as (key, value), in the order of their rows.
    pub meta: HashMap<i64, Vec<(String, String)>>,
    /// How many revisions there are, and the newest one's number.
    pub revisions: HashMap<i64, (i64, i64)>,
}

/// Loads it for these posts.
pub async fn beside(site: &Site, ids: &[i64]) -> Result<Beside> {
    let mut beside = Beside::default();
    if ids.is_empty() {
        return Ok(beside);
    }
    let backend = site.host().database().backend();
    let mut parts = terms_of(site.id(), ids);
    parts.union(UnionType::All, meta_of(site.id(), ids)).union(UnionType::All, revisions_of(site.id(), ids));
    // Of equal names the newer first; meta as it was written. That is what `turn` says.
    let sorted = Query::select()
        .expr(Expr::cust("*"))
        .from_subquery(parts, "beside")
        .order_by("part", Order::Asc)
        .order_by_expr(expression_without_case(Expr::col("sorted_by"), backend), Order::Asc)
        .order_by("turn", Order::Asc)
        .to_owned();
    for row in Row::find_by_statement(backend.build(&sorted)).all(site.reader()).await? {
        beside.take(site.id(), row);
    }
    Ok(beside)
}

impl Beside {
    fn take(&mut self, site_id: i64, row: Row) {
        let Row { post_id, .. } = row;
        match row.part {
            TERMS => self.terms.entry(post_id).or_default().push(row.term(site_id)),
            META => self.meta.entry(post_id).or_default().push((row.name, row.description)),
            _ => {
                self.revisions.insert(post_id, (row.count, row.id));
            }
        }
    }
}

const TERMS: i32 = 0;
const META: i32 = 1;
const REVISIONS: i32 = 2;

/// A row of any of the three parts, in a term's columns.
#[derive(FromQueryResult)]
struct Row {
    part: i32,
    post_id: i64,
    /// The term, or the newest revision.
    id: i64,
    taxonomy: String,
    /// Also the key of a meta value.
    name: String,
    slug: String,
    /// Also a meta value.
    description: String,
    parent_id: i64,
    /// Also how many revisions there are.
    count: i64,
}

impl Row {
    fn term(self, site_id: i64) -> Term {
        let Self { id, taxonomy, name, slug, description, parent_id, count, .. } = self;
        Term { site_id, id, taxonomy, name, slug, description, parent_id, count }
    }
}

fn terms_of(site_id: i64, ids: &[i64]) -> SelectStatement {
    use term::Column as T;
    let is_its_term = Expr::col((term::Entity, T::SiteId))
        .equals((relationship::Entity, relationship::Column::SiteId))
        .and(Expr::col((term::Entity, T::Id)).equals((relationship::Entity, relationship::Column::TermId)));
    Query::select()
        .expr_as(number(TERMS), "part")
        .column((relationship::Entity, relationship::Column::PostId))
        .columns(
            [T::Id, T::Taxonomy, T::Name, T::Slug, T::Description, T::ParentId, T::Count].map(|c| (term::Entity, c)),
        )
        .expr_as(Expr::col((term::Entity, T::Name)), "sorted_by")
        .expr_as(number(0).sub(Expr::col((term::Entity, T::Id))), "turn")
        .from(relationship::Entity)
        .inner_join(term::Entity, is_its_term)
        .and_where(relationship::Column::SiteId.eq(site_id))
        .and_where(relationship::Column::PostId.is_in(ids.iter().copied()))
        .to_owned()
}

fn meta_of(site_id: i64, ids: &[i64]) -> SelectStatement {
    use meta_entity::Column as M;
    Query::select()
        .exprs([number(META), Expr::col(M::PostId), Expr::col(M::Id), nothing(), Expr::col(M::MetaKey), nothing()])
        .exprs([Expr::col(M::MetaValue), number(0), number(0), nothing(), Expr::col(M::Id)])
        .from(meta_entity::Entity)
        .and_where(M::SiteId.eq(site_id))
        .and_where(M::PostId.is_in(ids.iter().copied()))
        .to_owned()
}

fn revisions_of(site_id: i64, ids: &[i64]) -> SelectStatement {
    use entity::Column as P;
    let newest = || Expr::col(P::Id).max();
    Query::select()
        .exprs([number(REVISIONS), Expr::col(P::ParentId), newest(), nothing(), nothing(), nothing(), nothing()])
        .exprs([number(0), Expr::col(P::Id).count(), nothing(), number(0)])
        .from(entity::Entity)
        .and_where(P::SiteId.eq(site_id))
        .and_where(P::PostType.eq("revision"))
        .and_where(P::ParentId.is_in(ids.iter().copied()))
        .group_by_col(P::ParentId)
        .to_owned()
}

/// A number that stands in the statement itself: as a parameter it would have no type.
fn number(number: i32) -> Expr {
    Expr::cust(number.to_string())
}

fn nothing() -> Expr {
    Expr::cust("''")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posts::{self, PostFields};
    use crate::{Actor, fixture, terms};

    /// A post with two categories, two meta values and two revisions.
    async fn full_post(site: &Site) -> i64 {
        let mut categories = Vec::new();
        for name in ["pears", "Apples"] {
            let fields = terms::TermFields { name: Some(name.into()), ..terms::TermFields::default() };
            categories.push(terms::create(site, &Actor::System, "category", fields).await.unwrap().id);
        }
        let fields = PostFields {
            title: Some("First".into()),
            terms: [("category".to_owned(), categories)].into(),
            ..PostFields::default()
        };
        let post = posts::create(site, &Actor::System, "post", fields).await.unwrap();
        for title in ["Second", "Third"] {
            let fields = PostFields { title: Some(title.into()), ..PostFields::default() };
            posts::update(site, &Actor::System, post.id, fields).await.unwrap();
        }
        posts::add_meta(site, &Actor::System, post.id, "z", "1").await.unwrap();
        posts::add_meta(site, &Actor::System, post.id, "a", "2").await.unwrap();
        post.id
    }

    #[tokio::test]
    async fn terms_meta_and_revisions_are_those_of_each_table() {
        let (_folder, site) = fixture::site().await;
        let post = full_post(&site).await;
        let beside = beside(&site, &[post]).await.unwrap();
        assert_eq!(beside.terms, terms::of_each_post(&site, &[post]).await.unwrap());
        let names: Vec<&str> = beside.terms[&post].iter().map(|term| term.name.as_str()).collect();
        assert_eq!(names, ["Apples", "pears"]);
        assert_eq!(beside.meta, posts::meta_of_each(&site, &[post]).await.unwrap());
        assert_eq!(beside.meta[&post], [("z".to_owned(), "1".to_owned()), ("a".to_owned(), "2".to_owned())]);
        assert_eq!(beside.revisions, posts::revision_counts(&site, &[post]).await.unwrap());
        assert_eq!(beside.revisions[&post].0, 2);
    }

    #[tokio::test]
    async fn it_costs_one_statement_and_none_for_no_posts() {
        let (_folder, site) = fixture::site().await;
        let post = full_post(&site).await;
        let before = site.host().database().statements();
        beside(&site, &[post]).await.unwrap();
        assert!(beside(&site, &[]).await.unwrap().terms.is_empty());
        assert_eq!(site.host().database().statements() - before, 1);
    }
}
