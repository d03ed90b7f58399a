//! Which comments have answers, told by the statement that reads them.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, DbErr, FromQueryResult, QueryFilter, QueryResult, QuerySelect, Select};

use super::{Status, entity, queries};
use crate::{Result, Site};

/// The column that says whether a comment has answers.
const IS_ANSWERED: &str = "is_answered";

/// A comment, and whether it has answers that are shown or wait.
pub(super) struct Answered {
    comment: entity::Model,
    is_answered: bool,
}

impl FromQueryResult for Answered {
    fn from_query_result(result: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let is_answered = result.try_get(prefix, IS_ANSWERED)?;
        Ok(Self { comment: entity::Model::from_query_result(result, prefix)?, is_answered })
    }
}

/// The query with a column for [`Answered`].
pub(super) fn with_answers(site: &Site, comments: Select<entity::Entity>) -> Select<entity::Entity> {
    let answer = Alias::new("answer");
    let answers = Query::select()
        .expr(Expr::val(1))
        .from_as(entity::Entity, answer.clone())
        .and_where(Expr::col((answer.clone(), entity::Column::SiteId)).eq(site.id()))
        .and_where(Expr::col((answer.clone(), entity::Column::ParentId)).equals((entity::Entity, entity::Column::Id)))
        .and_where(Expr::col((answer, entity::Column::Status)).is_in([Status::Approved.name(), Status::Hold.name()]))
        .to_owned();
    comments.expr_as(Expr::exists(answers), IS_ANSWERED)
}

/// The comments, and the numbers of those that have answers.
pub(super) fn told(rows: Vec<Answered>) -> (Vec<entity::Model>, Vec<i64>) {
    let answered = rows.iter().filter(|row| row.is_answered).map(|row| row.comment.id).collect();
    (rows.into_iter().map(|row| row.comment).collect(), answered)
}

/// Whether anything that is shown or waits answers the comment.
pub async fn is_answered(site: &Site, id: i64) -> Result<bool> {
    let one = queries::any(site).filter(entity::Column::Id.eq(id));
    let row: Option<Answered> = with_answers(site, one).into_model().one(site.reader()).await?;
    Ok(row.is_some_and(|row| row.is_answered))
}
