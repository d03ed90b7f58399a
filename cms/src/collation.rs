//! The order of names for people, the same on both engines.

use sea_orm::sea_query::{Expr, Func, SimpleExpr};
use sea_orm::{ColumnTrait, DbBackend, IntoSimpleExpr};

/// An expression to sort by: the column without regard to case, by code point. (PostgreSQL would else sort by the
/// locale that its cluster was made with, and SQLite capitals first.)
pub fn without_case<C: ColumnTrait>(column: C, backend: DbBackend) -> SimpleExpr {
    expression_without_case(column.into_simple_expr(), backend)
}

/// The same of any expression.
pub fn expression_without_case(expression: SimpleExpr, backend: DbBackend) -> SimpleExpr {
    let lower: SimpleExpr = Func::lower(expression).into();
    match backend {
        DbBackend::Postgres => Expr::cust_with_exprs("$1 COLLATE \"C\"", [lower]),
        _ => lower,
    }
}
