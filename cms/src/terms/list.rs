//! Lists terms by everything that WordPress's `WP_Term_Query` and the REST API's collections can ask for.

use platform::database::escape_like;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder};

use super::{entity, relationship_entity};
use crate::collation::without_case;
use crate::page_of_list::page_of_list;
use crate::place_in_list::place_in_list;
use crate::{Result, Site};

/// What to list. Empty lists and `None` mean "all".
#[derive(Clone, Debug, Default)]
pub struct TermQuery {
    /// The taxonomy.
    pub taxonomy: String,
    /// Taxonomies that are listed with it.
    pub other_taxonomies: Vec<String>,
    /// Only these.
    pub ids: Vec<i64>,
    /// Not these.
    pub ids_not: Vec<i64>,
    /// Only these slugs.
    pub slugs: Vec<String>,
    /// Only children of this one; 0 for those at the top.
    pub parent: Option<i64>,
    /// Only those of this post.
    pub post: Option<i64>,
    /// Part of a name or a slug.
    pub search: Option<String>,
    /// Whether terms that no post has are left out.
    pub hide_empty: bool,
    /// What to sort by.
    pub order_by: TermOrder,
    /// Whether the largest comes first.
    pub descending: bool,
    /// How many to leave out at the beginning.
    pub offset: u64,
    /// How many to list.
    pub limit: u64,
}

/// What a list of terms is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermOrder {
    /// Name.
    #[default]
    Name,
    /// Number.
    Id,
    /// Slug.
    Slug,
    /// Description.
    Description,
    /// Posts that have it.
    Count,
    /// As in `ids`.
    Ids,
    /// As in `slugs`.
    Slugs,
}

/// A part of a list, and how many the whole list has.
pub async fn list(site: &Site, query: &TermQuery) -> Result<(Vec<entity::Model>, u64)> {
    let select = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id())).filter(conditions(site, query));
    let listed = select.clone();
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let sorted = match query.order_by {
        TermOrder::Name => listed.order_by(without_case(entity::Column::Name, site.host().database().backend()), order),
        TermOrder::Id => listed.order_by(entity::Column::Id, order),
        TermOrder::Slug => listed.order_by(entity::Column::Slug, order),
        TermOrder::Description => listed.order_by(entity::Column::Description, order),
        TermOrder::Count => listed.order_by(entity::Column::Count, order).order_by_asc(entity::Column::Name),
        TermOrder::Ids => listed.order_by(place_in_list(entity::Column::Id, query.ids.iter().copied()), order),
        TermOrder::Slugs => listed.order_by(place_in_list(entity::Column::Slug, query.slugs.iter().cloned()), order),
    };
    let sorted = sorted.order_by_asc(entity::Column::Id);
    page_of_list(site.reader(), select, sorted, query.offset, Ord::max(query.limit, 1)).await
}

fn conditions(site: &Site, query: &TermQuery) -> Condition {
    use entity::Column as C;
    let of_post = query.post.map(|post| {
        let links = Query::select()
            .column(relationship_entity::Column::TermId)
            .from(relationship_entity::Entity)
            .and_where(relationship_entity::Column::SiteId.eq(site.id()))
            .and_where(relationship_entity::Column::PostId.eq(post))
            .to_owned();
        C::Id.in_subquery(links)
    });
    let search = query.search.as_ref().map(|text| {
        let escaped = escape_like(&text.to_lowercase());
        let like = |column: C| {
            let pattern = sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\');
            Expr::expr(Func::lower(Expr::col(column))).like(pattern)
        };
        Condition::any().add(like(C::Name)).add(like(C::Slug))
    });
    Condition::all()
        .add(C::Taxonomy.is_in(std::iter::once(&query.taxonomy).chain(&query.other_taxonomies)))
        .add_option((!query.ids.is_empty()).then(|| C::Id.is_in(query.ids.clone())))
        .add_option((!query.ids_not.is_empty()).then(|| C::Id.is_not_in(query.ids_not.clone())))
        .add_option((!query.slugs.is_empty()).then(|| C::Slug.is_in(query.slugs.clone())))
        .add_option(query.parent.map(|parent| C::ParentId.eq(parent)))
        .add_option(of_post)
        .add_option(search)
        .add_option(query.hide_empty.then(|| C::Count.gt(0)))
}
