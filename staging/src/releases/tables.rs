//! The tables that the program's migrations make, read from the database itself.

use cms::Host;
use sea_orm::{FromQueryResult, Statement};

use super::{Column, Tables};
use crate::Result;

#[derive(FromQueryResult)]
struct Row {
    table_name: String,
    column_name: String,
    kind: String,
    required: bool,
}

/// What SQLite keeps for itself, and the tables behind its full-text index, are nobody's to read.
const ON_SQLITE: &str = "
SELECT t.name AS table_name, c.name AS column_name, upper(c.type) AS kind,
  (c.\"notnull\" = 1 AND c.dflt_value IS NULL) AS required
FROM sqlite_master t JOIN pragma_table_info(t.name) c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.name";

const ON_POSTGRES: &str = "
SELECT table_name::text AS table_name, column_name::text AS column_name, upper(data_type::text) AS kind,
  (is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER') AS required
FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, column_name";

/// Every table of the host's database. Compare only what came from the same engine: types have other names elsewhere.
pub async fn tables(host: &Host) -> Result<Tables> {
    let sql = if host.database().is_postgres() { ON_POSTGRES } else { ON_SQLITE };
    let statement = Statement::from_string(host.database().backend(), sql);
    let mut tables = Tables::new();
    for row in Row::find_by_statement(statement).all(host.database().writer()).await? {
        let column = Column { kind: row.kind, required: row.required };
        tables.entry(row.table_name).or_default().insert(row.column_name, column);
    }
    Ok(tables)
}
