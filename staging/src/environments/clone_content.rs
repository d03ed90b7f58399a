//! Content: every document of the moment, in the environment and in the base that later comparisons rest on.

use std::collections::{BTreeSet, HashMap};

use cms::Result;
use sea_orm::{ConnectionTrait, Statement};

use super::clone::Cloning;
use crate::documents::{self, Document, Key, Kind};
use crate::plan::base;

/// How much there was.
pub(super) struct Copied {
    pub(super) documents: u64,
    pub(super) written: u64,
}

/// Copies the content, a chunk a transaction. Of an earlier try stays what is the same now.
pub(super) async fn content(cloning: &Cloning<'_>) -> Result<Copied> {
    let mut copied = Copied { documents: 0, written: 0 };
    let site_id = cloning.record.site_id;
    for kind in Kind::ALL {
        let total = documents::count(cloning.snapshot.connection(), site_id, kind).await?;
        cloning.progress.begin(part(kind), total);
        let (mut after, mut done) = (0, 0);
        loop {
            let chunk = documents::each_chunk(cloning.snapshot.connection(), site_id, kind, after).await?;
            let last = chunk.last().and_then(|document| document.key.number());
            copied.written += one_chunk(cloning, kind, after, last, &chunk).await?;
            done += chunk.len() as u64;
            cloning.progress.reached(done);
            match last {
                Some(last) => after = last,
                None => break,
            }
        }
        copied.documents += done;
    }
    Ok(copied)
}

fn part(kind: Kind) -> &'static str {
    match kind {
        Kind::Term => "Terms",
        Kind::Post => "Posts",
        Kind::Option => "Options",
        Kind::Redirect => "Redirects",
    }
}

/// Writes what is new or different in one chunk, and takes away what an earlier try had between its ends.
async fn one_chunk(
    cloning: &Cloning<'_>,
    kind: Kind,
    after: i64,
    last: Option<i64>,
    chunk: &[Document],
) -> Result<u64> {
    let site_id = cloning.record.site_id;
    let wanted: Vec<&Document> = chunk.iter().filter(|document| is_wanted(cloning, document)).collect();
    let transaction = cloning.environment.database().begin().await?;
    let known = match cloning.resumed {
        true => known(&transaction, site_id, kind, after, last).await?,
        false => HashMap::new(),
    };
    let based: Vec<(&Document, Document)> =
        wanted.iter().map(|document| (*document, cloning.addresses.as_on_production((*document).clone()))).collect();
    let new: Vec<&(&Document, Document)> =
        based.iter().filter(|(_, base)| known.get(&base.key) != Some(&base.digest())).collect();
    let rows: Vec<Document> = new.iter().map(|(row, _)| (*row).clone()).collect();
    documents::write(&transaction, site_id, &rows).await?;
    let bases: Vec<Document> = new.iter().map(|(_, base)| base.clone()).collect();
    base::keep(&transaction, site_id, &bases).await?;
    let here: BTreeSet<&Key> = wanted.iter().map(|document| &document.key).collect();
    let gone: BTreeSet<Key> = known.into_keys().filter(|key| !here.contains(key)).collect();
    let old = documents::read(&transaction, site_id, &gone).await?;
    documents::remove(&transaction, site_id, &old.into_values().collect::<Vec<_>>()).await?;
    base::forget(&transaction, site_id, &gone).await?;
    transaction.commit().await?;
    Ok(rows.len() as u64)
}

fn is_wanted(cloning: &Cloning<'_>, document: &Document) -> bool {
    !cloning.rules.without_types.iter().any(|left_out| left_out == document.field("post_type"))
}

/// The digests of an earlier try between the ends of this chunk; those after the last number for the last chunk.
async fn known<C: ConnectionTrait>(
    connection: &C,
    site_id: i64,
    kind: Kind,
    after: i64,
    last: Option<i64>,
) -> Result<HashMap<Key, String>> {
    let is_numbered = matches!(kind, Kind::Post | Kind::Term);
    // Names of options are no numbers, and nobody says in which order conditions are looked at.
    let number = "CASE WHEN kind = $2 THEN CAST(row_key AS BIGINT) ELSE 0 END";
    let range = match (is_numbered, last) {
        (true, Some(last)) => format!("AND {number} > {after} AND {number} <= {last}"),
        (true, None) => format!("AND {number} > {after}"),
        (false, _) => String::new(),
    };
    let sql = format!("SELECT row_key, digest FROM staging_base WHERE site_id = $1 AND kind = $2 {range}");
    let values = [site_id.into(), kind.name().into()];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            let key = Key { kind, id: row.try_get("", "row_key")? };
            Ok((key, row.try_get("", "digest")?))
        })
        .collect()
}
