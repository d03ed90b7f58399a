//! Numbers that could not be kept: production has another row under the same number, or the same term under another.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cms::sites::{self, Kind as Counter};
use cms::terms::entity as term;
use cms::users::entity as user;
use cms::{Result, Site};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use super::scan::Changed;
use crate::documents::{Document, Key, Kind, Numbers};

/// The numbers that are settled already.
pub(super) async fn load(staging: &Site) -> Result<Numbers> {
    let sql = "SELECT kind, here, there FROM staging_numbers WHERE site_id = $1";
    let backend = staging.host().database().backend();
    let rows =
        staging.writer().query_all_raw(Statement::from_sql_and_values(backend, sql, [staging.id().into()])).await?;
    let mut numbers = Numbers::default();
    for row in rows {
        let kind: String = row.try_get("", "kind")?;
        numbers.note(kind.parse()?, row.try_get("", "here")?, row.try_get("", "there")?);
    }
    Ok(numbers)
}

async fn settle(staging: &Site, kind: Kind, here: i64, there: i64) -> Result<()> {
    let sql = "INSERT INTO staging_numbers (site_id, kind, here, there) VALUES ($1, $2, $3, $4)
               ON CONFLICT (site_id, kind, here) DO UPDATE SET there = $4";
    let values = [staging.id().into(), kind.name().into(), here.into(), there.into()];
    let backend = staging.host().database().backend();
    staging.writer().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Settles the numbers of new rows that cannot have their own; true where any was settled, and so everything is to be read
/// again with it.
pub(super) async fn settle_new(
    production: &Site,
    staging: &Site,
    changed: &[Changed],
    there: &BTreeMap<Key, Document>,
) -> Result<bool> {
    let mut any = false;
    for new in changed.iter().filter(|changed| !changed.has_base) {
        let (Some(document), Some(here)) = (&new.staging, new.staging_key.number()) else { continue };
        let same_term = match document.key.kind {
            Kind::Term => same_term(production, document).await?,
            _ => None,
        };
        let taken = there.contains_key(&document.key);
        let number = match (document.key.kind, same_term) {
            (Kind::Term, Some(id)) if Some(id) == document.key.number() => continue,
            (Kind::Term, Some(id)) => id,
            (Kind::Term, None) if taken => sites::next(production, Counter::Terms).await?,
            (Kind::Post, _) if taken && new.staging_key == document.key => {
                sites::next(production, Counter::Posts).await?
            }
            _ => continue,
        };
        settle(staging, document.key.kind, here, number).await?;
        any = true;
    }
    Ok(any)
}

/// The term of production that is the same one: of the same taxonomy, with the same slug.
async fn same_term(production: &Site, document: &Document) -> Result<Option<i64>> {
    let found = term::Entity::find()
        .filter(term::Column::SiteId.eq(production.id()))
        .filter(term::Column::Taxonomy.eq(document.field("taxonomy")))
        .filter(term::Column::Slug.eq(document.field("slug")))
        .one(production.writer())
        .await?;
    Ok(found.map(|term| term.id))
}

/// For accounts that were made in the environment: the account of the same login on production, or none.
pub(super) async fn authors(production: &Site, staging: &Site, last: i64) -> Result<HashMap<i64, Result<i64, String>>> {
    let made_here = user::Entity::find().filter(user::Column::Id.gt(last)).all(staging.writer()).await?;
    let logins: BTreeSet<String> = made_here.iter().map(|account| account.login.clone()).collect();
    let there = user::Entity::find().filter(user::Column::Login.is_in(logins)).all(production.writer()).await?;
    let known: HashMap<String, i64> = there.into_iter().map(|account| (account.login, account.id)).collect();
    let found = made_here.into_iter().map(|account| match known.get(&account.login) {
        Some(id) => (account.id, Ok(*id)),
        None => (account.id, Err(account.login)),
    });
    Ok(found.collect())
}
