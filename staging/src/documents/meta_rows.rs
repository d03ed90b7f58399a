//! Meta of posts and of terms: what documents say takes the place of what was there.

use cms::Result;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DeleteMany, EntityTrait, IntoActiveModel};
use serde_json::Value;

use super::Document;

/// Rows in one statement: SQLite takes 32,766 values.
const ROWS: usize = 500;

/// Takes away the rows that `gone` names, and writes one for every value of every key, which `row` makes of its owner, the
/// key and the value.
pub(super) async fn replace<C, M>(
    connection: &C,
    documents: &[&Document],
    gone: DeleteMany<M::Entity>,
    row: impl Fn(i64, String, String) -> M,
) -> Result<()>
where
    C: ConnectionTrait,
    M: ActiveModelTrait + Clone,
    <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
{
    let rows: Vec<M> = documents
        .iter()
        .flat_map(|document| {
            let owner = document.key.number().unwrap_or_default();
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            values(document, "meta:").map(move |(key, value)| (owner, key, text(value)))
        })
        .map(|(owner, key, value)| row(owner, key, value))
        .collect();
    gone.exec(connection).await?;
    for part in rows.chunks(ROWS) {
        M::Entity::insert_many(part.to_vec()).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// The values of all fields whose name begins with `prefix`, with the rest of the name.
pub(super) fn values<'a>(document: &'a Document, prefix: &'a str) -> impl Iterator<Item = (String, &'a Value)> {
    let fields = document.fields.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value)));
    fields.flat_map(|(name, value)| value.as_array().into_iter().flatten().map(move |value| (name.to_owned(), value)))
}
