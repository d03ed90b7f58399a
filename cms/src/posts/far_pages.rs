//! A page of a list, however far from its beginning: what is skipped is skipped in an index, from the nearer end, and
//! the texts are read of those posts alone that are shown.

use sea_orm::sea_query::{Alias, SelectStatement};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, QueryTrait, Select};

use super::list::{sorted, title_key};
use super::{ListQuery, OrderBy, PublishedPosts, entity};
use crate::{Result, Site};

/// PostgreSQL cannot tell how many posts a search finds. Where it finds fewer than this many times the posts that are
/// walked over, all of them are found first and then sorted; else the list is walked until the page is full.
const SCARCE: u64 = 100;

/// The posts of the page of `select`, a list that has `total` of them.
pub(super) async fn page(
    site: &Site,
    select: Select<entity::Entity>,
    query: &ListQuery,
    total: u64,
) -> Result<Vec<entity::Model>> {
    if query.offset == 0 && query.search.is_none() {
        return Ok(sorted(site, select, query).limit(query.limit).all(site.reader()).await?);
    }
    let limit = query.limit.min(total - query.offset);
    let is_far = query.offset > total / 2 && can_be_turned(query.order_by);
    let turned = ListQuery {
        ascending: query.ascending != is_far,
        offset: if is_far { total - query.offset - limit } else { query.offset },
        limit,
        ..query.clone()
    };
    let ids = numbers(site, select, &turned, total);
    let shown = PublishedPosts::any(site).filter(entity::Column::Id.in_subquery(ids));
    Ok(sorted(site, shown, query).all(site.reader()).await?)
}

/// Whether no two posts stand at one place of the order, so that it may be read from its end.
fn can_be_turned(order: OrderBy) -> bool {
    matches!(order, OrderBy::Date | OrderBy::Modified | OrderBy::Id | OrderBy::Author | OrderBy::Title)
}

/// The statement that gives the numbers of the page's posts.
fn numbers(site: &Site, select: Select<entity::Entity>, query: &ListQuery, total: u64) -> SelectStatement {
    let is_scarce = query.search.is_some() && total < SCARCE.saturating_mul(query.offset + query.limit);
    let page = |select: Select<entity::Entity>| {
        let ids = select.select_only().column(entity::Column::Id);
        sorted(site, ids, query).offset(query.offset).limit(query.limit).into_query()
    };
    if !(is_scarce && site.host().database().is_postgres()) {
        return page(select);
    }
    // An offset keeps the conditions together: they are not tried on each post in the list's order.
    let mut found = select.into_query();
    found.expr_as(title_key(), Alias::new("title_key")).offset(0);
    let mut page = page(PublishedPosts::any(site));
    page.from_clear().from_subquery(found, entity::Entity);
    page
}

#[cfg(test)]
mod tests {
    use crate::posts::{self, ListQuery, OrderBy, PostFields};
    use crate::{Actor, Site, fixture};

    async fn titles(site: &Site, query: ListQuery) -> Vec<String> {
        let query = ListQuery { types: vec!["page".into()], statuses: vec!["publish".into()], ..query };
        posts::list(site, &query).await.unwrap().posts.into_iter().map(|post| post.title).collect()
    }

    #[tokio::test]
    async fn pages_from_either_end_and_of_every_order_make_the_whole_list() {
        let (_folder, site) = fixture::site().await;
        for number in [3, 1, 4, 15, 9, 2, 6, 5, 35, 8, 97] {
            let fields = PostFields {
                status: Some("publish".into()),
                title: Some(format!("Page {number} of harbours")),
                ..PostFields::default()
            };
            posts::create(&site, &Actor::System, "page", fields).await.unwrap();
        }
        for order_by in [OrderBy::Date, OrderBy::Modified, OrderBy::Id, OrderBy::Author, OrderBy::Title] {
            for (ascending, search) in [(true, None), (false, None), (true, Some("harbours")), (false, Some("page"))] {
                let search = search.map(str::to_owned);
                let part = ListQuery { order_by, ascending, search, limit: 3, ..ListQuery::default() };
                let whole = titles(&site, ListQuery { limit: 100, ..part.clone() }).await;
                let mut joined = Vec::new();
                for offset in [0, 3, 6, 9, 12] {
                    joined.extend(titles(&site, ListQuery { offset, ..part.clone() }).await);
                }
                assert_eq!(joined, whole, "{order_by:?} {ascending}");
                assert!(whole.len() >= 11, "{whole:?}");
            }
        }
    }
}
