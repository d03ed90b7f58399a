//! Lists posts by everything that WordPress's `WP_Query` and the REST API's collections can ask for.

use chrono::NaiveDateTime;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, Order, QueryFilter, QueryOrder, QuerySelect, Select};

use super::date_parts::DateParts;
use super::kept_totals::KeptTotal;
use super::{PublishedPosts, entity, far_pages, search};
use crate::page_of_list::page_of_list;
use crate::place_in_list::place_in_list;
use crate::terms::{self, relationship_entity};
use crate::{Result, Site};

/// What to list. Empty lists and `None` mean "all".
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Types, such as `post`.
    pub types: Vec<String>,
    /// Statuses, such as `publish`.
    pub statuses: Vec<String>,
    /// Besides, private posts of this author.
    pub private_of: Option<i64>,
    /// Whether posts that ask for a password are left out.
    pub no_password: bool,
    /// Only these authors.
    pub authors: Vec<i64>,
    /// Not these authors.
    pub authors_not: Vec<i64>,
    /// Only these posts.
    pub ids: Vec<i64>,
    /// Not these posts.
    pub ids_not: Vec<i64>,
    /// Only these slugs.
    pub slugs: Vec<String>,
    /// Only children of these.
    pub parents: Vec<i64>,
    /// Not children of these.
    pub parents_not: Vec<i64>,
    /// Only with this order among siblings.
    pub menu_order: Option<i64>,
    /// Published after, in the site's time.
    pub after: Option<NaiveDateTime>,
    /// Published before, in the site's time.
    pub before: Option<NaiveDateTime>,
    /// Changed after, in the site's time.
    pub modified_after: Option<NaiveDateTime>,
    /// Changed before, in the site's time.
    pub modified_before: Option<NaiveDateTime>,
    /// Words that must all be found.
    pub search: Option<String>,
    /// Where they are looked for; title, excerpt and content if empty.
    pub search_columns: Vec<SearchColumn>,
    /// Whether a field must be the words and nothing else.
    pub search_exact: bool,
    /// Whether the words are one phrase.
    pub search_whole: bool,
    /// Parts of the date, in the site's time.
    pub parts: DateParts,
    /// Only sticky ones, or only others.
    pub sticky: Option<bool>,
    /// MIME types, or their first halves (`image`).
    pub mime_types: Vec<String>,
    /// Conditions on terms.
    pub terms: Vec<TermFilter>,
    /// Whether one of the conditions on terms is enough.
    pub any_term_filter: bool,
    /// What to sort by.
    pub order_by: OrderBy,
    /// Whether the smallest comes first.
    pub ascending: bool,
    /// How many to leave out at the beginning.
    pub offset: u64,
    /// How many to list; 0 for none, which still counts.
    pub limit: u64,
}

/// A field that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchColumn {
    /// The title.
    Title,
    /// The excerpt.
    Excerpt,
    /// The content.
    Content,
}

/// A condition on a post's terms of one taxonomy.
#[derive(Clone, Debug)]
pub struct TermFilter {
    /// The taxonomy.
    pub taxonomy: String,
    /// Numbers of terms.
    pub terms: Vec<i64>,
    /// Whether terms below these count as well.
    pub include_children: bool,
    /// How many of the terms a post must have.
    pub operator: TermOperator,
}

/// How many of the terms of a condition a post must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermOperator {
    /// At least one.
    Any,
    /// Every one.
    All,
    /// None.
    None,
    /// No term of the taxonomy at all, or one of these.
    AnyOrNoneOfTaxonomy,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// Publication.
    #[default]
    Date,
    /// Last change.
    Modified,
    /// Number.
    Id,
    /// Author's number.
    Author,
    /// Parent's number.
    Parent,
    /// Slug.
    Slug,
    /// Title.
    Title,
    /// Order among siblings.
    MenuOrder,
    /// How well the words fit: in the title as a phrase, all in the title, any in the title, in the excerpt, in the content.
    Relevance,
    /// As in `ids`.
    Ids,
    /// As in `slugs`.
    Slugs,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The posts.
    pub posts: Vec<entity::Model>,
    /// How many the whole list has.
    pub total: u64,
}

/// Lists posts. It checks nobody's rights: `statuses` must be what whoever asks may see.
pub async fn list(site: &Site, query: &ListQuery) -> Result<Listed> {
    let select = selected(site, query).await?;
    let kept = KeptTotal::of(site, &select, query);
    if kept.known().is_none() && query.offset == 0 && query.search.is_none() {
        let sorted = sorted(site, select.clone(), query);
        let (posts, total) = page_of_list(site.reader(), select, sorted, 0, query.limit).await?;
        kept.keep(total);
        return Ok(Listed { posts, total });
    }
    let total = kept.known_or_counted(&select).await?;
    if query.limit == 0 || query.offset >= total {
        return Ok(Listed { posts: Vec::new(), total });
    }
    let posts = far_pages::page(site, select, query, total).await?;
    Ok(Listed { posts, total })
}

/// The same list as numbers alone, and how many posts it has in all: that is counted only where the page does not show it.
pub async fn list_ids(site: &Site, query: &ListQuery) -> Result<(Vec<i64>, u64)> {
    let select = selected(site, query).await?;
    let page = sorted(site, select.clone(), query).offset(query.offset).limit(query.limit);
    let ids: Vec<i64> = page.select_only().column(entity::Column::Id).into_tuple().all(site.reader()).await?;
    let here = ids.len() as u64;
    let ends_here = here < query.limit && (here > 0 || query.offset == 0);
    let total = if ends_here {
        query.offset + here
    } else {
        KeptTotal::of(site, &select, query).known_or_counted(&select).await?
    };
    Ok((ids, total))
}

async fn selected(site: &Site, query: &ListQuery) -> Result<Select<entity::Entity>> {
    let mut select = PublishedPosts::any(site).filter(row_conditions(query)).filter(statuses(query));
    if let Some(words) = &query.search {
        let words = search::Words::of(words, query.search_whole);
        select = select.filter(search::matching(site, &words, &columns(query), query.search_exact).await?);
    }
    if !query.terms.is_empty() {
        select = select.filter(term_conditions(site, query).await?);
    }
    Ok(select.filter(query.parts.condition(site)))
}

/// The statuses asked for; besides, one's own private posts.
fn statuses(query: &ListQuery) -> Condition {
    use entity::Column as C;
    if query.statuses.is_empty() {
        return Condition::all();
    }
    let own = query.private_of.map(|id| C::Status.eq("private").and(C::AuthorId.eq(id)));
    Condition::any().add(C::Status.is_in(&query.statuses)).add_option(own)
}

fn row_conditions(query: &ListQuery) -> Condition {
    use entity::Column as C;
    let some = |numbers: &[i64]| (!numbers.is_empty()).then(|| numbers.to_vec());
    let texts = |texts: &[String]| (!texts.is_empty()).then(|| texts.to_vec());
    let mime_types = (!query.mime_types.is_empty()).then(|| {
        query.mime_types.iter().fold(Condition::any(), |any, mime_type| match mime_type.contains('/') {
            true => any.add(C::MimeType.eq(mime_type.clone())),
            false => any.add(C::MimeType.like(format!("{mime_type}/%"))),
        })
    });
    Condition::all()
        .add_option(texts(&query.types).map(|types| C::PostType.is_in(types)))
        .add_option(query.no_password.then(|| C::Password.eq("")))
        .add_option(some(&query.authors).map(|ids| C::AuthorId.is_in(ids)))
        .add_option(some(&query.authors_not).map(|ids| C::AuthorId.is_not_in(ids)))
        .add_option(some(&query.ids).map(|ids| C::Id.is_in(ids)))
        .add_option(some(&query.ids_not).map(|ids| C::Id.is_not_in(ids)))
        .add_option(texts(&query.slugs).map(|slugs| C::Slug.is_in(slugs)))
        .add_option(some(&query.parents).map(|ids| C::ParentId.is_in(ids)))
        .add_option(some(&query.parents_not).map(|ids| C::ParentId.is_not_in(ids)))
        .add_option(query.menu_order.map(|order| C::MenuOrder.eq(order)))
        .add_option(query.after.map(|date| C::Date.gt(date)))
        .add_option(query.before.map(|date| C::Date.lt(date)))
        .add_option(query.modified_after.map(|date| C::Modified.gt(date)))
        .add_option(query.modified_before.map(|date| C::Modified.lt(date)))
        .add_option(query.sticky.map(|sticky| C::Sticky.eq(sticky)))
        .add_option(mime_types)
}

fn columns(query: &ListQuery) -> Vec<entity::Column> {
    if query.search_columns.is_empty() {
        return search::COLUMNS.to_vec();
    }
    let column = |column: &SearchColumn| match column {
        SearchColumn::Title => entity::Column::Title,
        SearchColumn::Excerpt => entity::Column::Excerpt,
        SearchColumn::Content => entity::Column::Content,
    };
    query.search_columns.iter().map(column).collect()
}

async fn term_conditions(site: &Site, query: &ListQuery) -> Result<Condition> {
    let mut conditions = if query.any_term_filter { Condition::any() } else { Condition::all() };
    for filter in &query.terms {
        conditions = conditions.add(term_condition(site, filter).await?);
    }
    Ok(conditions)
}

async fn term_condition(site: &Site, filter: &TermFilter) -> Result<Condition> {
    let mut wanted = filter.terms.clone();
    if filter.include_children && filter.operator != TermOperator::All {
        wanted = terms::with_descendants(site, &filter.taxonomy, &filter.terms).await?;
    }
    let has_any = |ids: Vec<i64>| entity::Column::Id.in_subquery(posts_with(site, ids));
    Ok(match filter.operator {
        TermOperator::Any => Condition::all().add(has_any(wanted)),
        TermOperator::All => wanted.into_iter().fold(Condition::all(), |all, id| all.add(has_any(vec![id]))),
        TermOperator::None if wanted.is_empty() => Condition::all(),
        TermOperator::None => Condition::all().add(has_any(wanted)).not(),
        TermOperator::AnyOrNoneOfTaxonomy => {
            let all = terms::of_taxonomy(site, &filter.taxonomy).await?.into_iter().map(|term| term.id).collect();
            Condition::any().add(has_any(wanted)).add(Condition::all().add(has_any(all)).not())
        }
    })
}

fn posts_with(site: &Site, terms: Vec<i64>) -> SelectStatement {
    Query::select()
        .column(relationship_entity::Column::PostId)
        .from(relationship_entity::Entity)
        .and_where(relationship_entity::Column::SiteId.eq(site.id()))
        .and_where(relationship_entity::Column::TermId.is_in(terms))
        .to_owned()
}

/// The beginning of a title in small letters, as an index has it.
pub(super) fn title_key() -> Expr {
    Expr::col((entity::Entity, Alias::new("title_key")))
}

/// The list in the order that was asked for.
pub(super) fn sorted(site: &Site, select: Select<entity::Entity>, query: &ListQuery) -> Select<entity::Entity> {
    use entity::Column as C;
    let order = if query.ascending { Order::Asc } else { Order::Desc };
    let by = |select: Select<entity::Entity>, column: C| select.order_by(column, order.clone());
    match query.order_by {
        OrderBy::Date => by(by(select, C::Date), C::Id),
        OrderBy::Modified => by(by(select, C::Modified), C::Id),
        OrderBy::Id => by(select, C::Id),
        OrderBy::Author => by(by(by(select, C::AuthorId), C::Date), C::Id),
        OrderBy::Parent => by(select, C::ParentId).order_by(C::Date, order.clone()),
        OrderBy::Slug => by(select, C::Slug),
        // WordPress's collation does not tell capitals from small letters.
        OrderBy::Title => by(select.order_by(title_key(), order.clone()), C::Id),
        OrderBy::MenuOrder => by(select, C::MenuOrder).order_by(C::Date, order.clone()),
        OrderBy::Slugs if query.slugs.is_empty() => by(by(select, C::Date), C::Id),
        OrderBy::Ids if query.ids.is_empty() => by(by(select, C::Date), C::Id),
        OrderBy::Ids => select.order_by(place_in_list(C::Id, query.ids.iter().copied()), Order::Asc),
        OrderBy::Slugs => select.order_by(place_in_list(C::Slug, query.slugs.iter().cloned()), Order::Asc),
        OrderBy::Relevance => {
            let words = search::Words::of(query.search.as_deref().unwrap_or_default(), query.search_whole);
            let ranked = match search::relevance(site, &words) {
                Some((rank, order)) => select.order_by(rank, order),
                None => select,
            };
            ranked.order_by_desc(C::Date).order_by_desc(C::Id)
        }
    }
}
