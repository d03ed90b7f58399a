//! A page of a list together with the length of the whole, in one statement: a round trip to the database costs more than
//! the counting.

use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryResult, QuerySelect, QueryTrait, Select,
};

use crate::Result;

/// The column that repeats the length of the whole beside each row.
const TOTAL: &str = "total_of_list";

/// The rows of `sorted` after the first `offset`, at most `limit` of them, and how many `select` has in all. `sorted` is
/// `select` in the order to list in, with what else a `Row` has.
pub(crate) async fn page_of_list<E, Row, C>(
    connection: &C,
    select: Select<E>,
    sorted: Select<E>,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Row>, u64)>
where
    E: EntityTrait<Model: Sync>,
    Row: FromQueryResult,
    C: ConnectionTrait,
{
    if limit == 0 {
        return Ok((Vec::new(), select.count(connection).await?));
    }
    let counting = Expr::SubQuery(None, Box::new(how_many(&select).into()));
    let page = sorted.expr_as(counting, TOTAL).offset(offset).limit(limit);
    let rows: Vec<Counted<Row>> = page.into_model().all(connection).await?;
    let total = match rows.first() {
        Some(first) => first.total,
        // Nothing stands on this page; what comes before it is still to be told.
        None if offset > 0 => select.count(connection).await?,
        None => 0,
    };
    Ok((rows.into_iter().map(|row| row.row).collect(), total))
}

fn how_many<E: EntityTrait>(select: &Select<E>) -> SelectStatement {
    select.clone().select_only().expr_as(Expr::cust("COUNT(*)"), "how_many").into_query()
}

/// A row beside the length of the list that it is of.
struct Counted<Row> {
    row: Row,
    total: u64,
}

impl<Row: FromQueryResult> FromQueryResult for Counted<Row> {
    fn from_query_result(result: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let total: i64 = result.try_get(prefix, TOTAL)?;
        Ok(Self { row: Row::from_query_result(result, prefix)?, total: total.unsigned_abs() })
    }
}

#[cfg(test)]
mod tests {
    use crate::posts::{self, ListQuery, PostFields};
    use crate::{Actor, Site, fixture};

    async fn slugs(site: &Site, offset: u64, limit: u64) -> (Vec<String>, u64) {
        let query = ListQuery { types: vec!["page".into()], offset, limit, ..ListQuery::default() };
        let listed = posts::list(site, &query).await.unwrap();
        (listed.posts.into_iter().map(|post| post.slug).collect(), listed.total)
    }

    #[tokio::test]
    async fn every_page_of_a_list_knows_how_long_the_whole_is() {
        let (_folder, site) = fixture::site().await;
        for number in 1..=5 {
            let fields = PostFields {
                status: Some("publish".into()),
                slug: Some(format!("page-{number}")),
                title: Some(format!("Page {number}")),
                ..PostFields::default()
            };
            posts::create(&site, &Actor::System, "page", fields).await.unwrap();
        }
        let (all, total) = slugs(&site, 0, 10).await;
        assert_eq!(all.len() as u64, total);
        assert_eq!(slugs(&site, 1, 2).await, (all[1..3].to_vec(), total));
        assert_eq!(slugs(&site, total + 7, 2).await, (Vec::new(), total), "beyond the end");
        assert_eq!(slugs(&site, 0, 0).await, (Vec::new(), total), "nothing but the length");
    }

    #[tokio::test]
    async fn a_page_of_a_list_costs_one_statement() {
        let (_folder, site) = fixture::site().await;
        let before = site.host().database().statements();
        slugs(&site, 0, 2).await;
        assert_eq!(site.host().database().statements() - before, 1);
    }
}
