//! Rows of one site that become another's: all columns of their table, but for the site and the host's own number.

use sea_orm::{ConnectionTrait, EntityTrait, IdenStatic, Iterable, Statement, Value};

use crate::Result;

/// From which site to which.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// Copies the rows of a table whose `condition` holds: `t` is the row, `$1` the new site, `$2` the old one, and
/// what follows are `values`. Columns of `without` stay as a new row has them. Tells how many there were.
pub(super) async fn copy<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    between: Between,
    without: &[&str],
    condition: &str,
    values: &[i64],
) -> Result<u64> {
    let table = E::default().table_name().to_owned();
    let kept = E::Column::iter().map(|column| column.as_str().to_owned());
    let kept: Vec<String> = kept.filter(|name| name != "site_id" && !without.contains(&name.as_str())).collect();
    let (into, of_row) = (kept.join(", "), kept.iter().map(|name| format!("t.{name}")).collect::<Vec<_>>().join(", "));
    let sql = format!(
        "INSERT INTO {table} (site_id, {into}) SELECT $1, {of_row} FROM {table} t WHERE t.site_id = $2 AND {condition}"
    );
    let values: Vec<Value> =
        [between.to, between.from].into_iter().chain(values.iter().copied()).map(Value::from).collect();
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    Ok(connection.execute_raw(statement).await?.rows_affected())
}
