//! Lists comments by everything that WordPress's `WP_Comment_Query` and the REST API's collection can ask for.

use chrono::NaiveDateTime;
use platform::database::escape_like;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, Order, QueryFilter, QueryOrder, Select};

use super::{NOTE, Status, answers, entity, queries};
use crate::page_of_list::page_of_list;
use crate::place_in_list::place_in_list;
use crate::{Result, Site};

/// What to list. Empty lists and `None` mean "all".
#[derive(Clone, Debug, Default)]
pub struct CommentQuery {
    /// Only these.
    pub ids: Vec<i64>,
    /// Not these.
    pub ids_not: Vec<i64>,
    /// Only under these posts.
    pub posts: Vec<i64>,
    /// Only answers to these; 0 for those on a post itself.
    pub parents: Vec<i64>,
    /// No answers to these.
    pub parents_not: Vec<i64>,
    /// Only by these accounts.
    pub authors: Vec<i64>,
    /// Not by these accounts.
    pub authors_not: Vec<i64>,
    /// Only from this mail address.
    pub author_email: Option<String>,
    /// What author, mail address, website, address or text must contain.
    pub search: Option<String>,
    /// `approve`, `hold`, `spam`, `trash`; `all` for the first two; `any` for every one.
    pub status: String,
    /// `comment`, `pingback`, `trackback`, `pings` for both, `note`, `all` for every one; nothing for all but notes.
    pub comment_type: String,
    /// Written after, UTC.
    pub after: Option<NaiveDateTime>,
    /// Written before, UTC.
    pub before: Option<NaiveDateTime>,
    /// `date`, `date_gmt`, `id`, `include`, `post`, `parent` or `type`.
    pub order_by: String,
    /// Whether the smallest comes first.
    pub ascending: bool,
    /// How many to leave out at the beginning.
    pub offset: u64,
    /// How many to list.
    pub limit: u64,
}

/// A part of a list, and how many the whole list has. It checks nobody's rights.
pub async fn list(site: &Site, query: &CommentQuery) -> Result<(Vec<entity::Model>, u64)> {
    let select = queries::any(site).filter(conditions(query));
    let sorted = sorted(select.clone(), query);
    page_of_list(site.reader(), select, sorted, query.offset, Ord::max(query.limit, 1)).await
}

/// The same, with those of the part that have answers which are shown or wait.
pub async fn list_with_answers(site: &Site, query: &CommentQuery) -> Result<(Vec<entity::Model>, Vec<i64>, u64)> {
    let select = queries::any(site).filter(conditions(query));
    let sorted = answers::with_answers(site, sorted(select.clone(), query));
    let limit = Ord::max(query.limit, 1);
    let (rows, total) = page_of_list(site.reader(), select, sorted, query.offset, limit).await?;
    let (comments, answered) = answers::told(rows);
    Ok((comments, answered, total))
}

fn sorted(listed: Select<entity::Entity>, query: &CommentQuery) -> Select<entity::Entity> {
    let order = if query.ascending { Order::Asc } else { Order::Desc };
    let column = match query.order_by.as_str() {
        "id" | "include" => entity::Column::Id,
        "post" => entity::Column::PostId,
        "parent" => entity::Column::ParentId,
        "type" => entity::Column::CommentType,
        "date" => entity::Column::Date,
        _ => entity::Column::DateGmt,
    };
    match query.order_by.as_str() {
        "include" if !query.ids.is_empty() => {
            listed.order_by(place_in_list(entity::Column::Id, query.ids.iter().copied()), Order::Asc)
        }
        _ => listed.order_by(column, order.clone()).order_by(entity::Column::Id, order),
    }
}

fn conditions(query: &CommentQuery) -> Condition {
    use entity::Column as C;
    let some = |numbers: &[i64]| (!numbers.is_empty()).then(|| numbers.to_vec());
    Condition::all()
        .add_option(some(&query.ids).map(|ids| C::Id.is_in(ids)))
        .add_option(some(&query.ids_not).map(|ids| C::Id.is_not_in(ids)))
        .add_option(some(&query.posts).map(|ids| C::PostId.is_in(ids)))
        .add_option(some(&query.parents).map(|ids| C::ParentId.is_in(ids)))
        .add_option(some(&query.parents_not).map(|ids| C::ParentId.is_not_in(ids)))
        .add_option(some(&query.authors).map(|ids| C::UserId.is_in(ids)))
        .add_option(some(&query.authors_not).map(|ids| C::UserId.is_not_in(ids)))
        .add_option(query.author_email.clone().map(|email| C::AuthorEmail.eq(email)))
        .add_option(query.after.map(|date| C::DateGmt.gt(date)))
        .add_option(query.before.map(|date| C::DateGmt.lt(date)))
        .add_option(statuses(&query.status).map(|statuses| C::Status.is_in(statuses)))
        .add_option(types(&query.comment_type))
        .add_option(query.search.as_deref().map(search))
}

fn statuses(status: &str) -> Option<Vec<&'static str>> {
    match status {
        "any" => None,
        "all" => Some(vec![Status::Approved.name(), Status::Hold.name()]),
        other => Some(vec![other.parse::<Status>().map_or("", Status::name)]),
    }
}

fn types(comment_type: &str) -> Option<Condition> {
    use entity::Column as C;
    match comment_type {
        "all" => None,
        "" => Some(Condition::all().add(C::CommentType.ne(NOTE))),
        "pings" => Some(Condition::all().add(C::CommentType.is_in(["pingback", "trackback"]))),
        other => Some(Condition::all().add(C::CommentType.eq(other))),
    }
}

fn search(text: &str) -> Condition {
    let escaped = escape_like(&text.to_lowercase());
    let columns = [
        entity::Column::AuthorName,
        entity::Column::AuthorEmail,
        entity::Column::AuthorUrl,
        entity::Column::AuthorIp,
        entity::Column::Content,
    ];
    columns.into_iter().fold(Condition::any(), |any, column| {
        let pattern = sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\');
        any.add(Expr::expr(Func::lower(Expr::col(column))).like(pattern))
    })
}
