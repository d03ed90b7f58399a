//! Orders rows as a list names them.

use sea_orm::sea_query::{CaseStatement, Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, Value};

/// Where a column's value stands among `values`, for `ORDER BY`; the column itself where the list names nothing.
pub(crate) fn place_in_list<C: ColumnTrait>(
    column: C,
    values: impl IntoIterator<Item = impl Into<Value>>,
) -> SimpleExpr {
    let mut values = values.into_iter().enumerate().peekable();
    if values.peek().is_none() {
        return Expr::col(column.as_column_ref());
    }
    let mut case = CaseStatement::new();
    for (at, value) in values {
        case = case.case(Condition::all().add(column.eq(value)), i32::try_from(at).unwrap_or(i32::MAX));
    }
    case.finally(i32::MAX).into()
}
