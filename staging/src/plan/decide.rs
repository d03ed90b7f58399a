//! Decisions of people about conflicts. One holds as long as nobody changes what it was about.

use std::collections::HashMap;
use std::str::FromStr;

use cms::users::Capability;
use cms::{Actor, Error, Result, Site};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Plan;
use crate::documents::Key;
use crate::merge::{FieldChange, Outcome};

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The row, as the environment knows it.
    pub key: Key,
    /// The field.
    pub field: String,
    /// Whose value it is to be: `staging` or `production`.
    pub side: String,
    /// Who decided.
    pub person: String,
}

/// All decisions about a clone.
#[derive(Default)]
pub(super) struct Decisions {
    sides: HashMap<(Key, String), (Outcome, String)>,
}

impl Decisions {
    /// Whose value this conflict is to have, if somebody decided about just these values.
    pub(super) fn of(&self, key: &Key, change: &FieldChange) -> Option<Outcome> {
        let (side, about) = self.sides.get(&(key.clone(), change.field.clone()))?;
        (*about == subject(change)).then_some(*side)
    }
}

fn subject(change: &FieldChange) -> String {
    let text = json!([change.base, change.staging, change.production]).to_string();
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn side(name: &str) -> Result<Outcome> {
    match name {
        "staging" => Ok(Outcome::Staging),
        "production" => Ok(Outcome::Production),
        _ => Err(Error::invalid("invalid_side", "A decision is for staging or for production.")),
    }
}

/// Every decision about the clone.
pub async fn decisions(staging: &Site) -> Result<Vec<Decision>> {
    Ok(rows(staging).await?.into_iter().map(|(decision, _)| decision).collect())
}

pub(super) async fn load(staging: &Site) -> Result<Decisions> {
    let mut sides = HashMap::new();
    for (decision, about) in rows(staging).await? {
        sides.insert((decision.key, decision.field), (side(&decision.side)?, about));
    }
    Ok(Decisions { sides })
}

async fn rows(staging: &Site) -> Result<Vec<(Decision, String)>> {
    let sql =
        "SELECT kind, row_key, field, side, about, person FROM staging_decisions WHERE site_id = $1 ORDER BY decided";
    let backend = staging.host().database().backend();
    let rows =
        staging.writer().query_all_raw(Statement::from_sql_and_values(backend, sql, [staging.id().into()])).await?;
    rows.iter()
        .map(|row| {
            let text = |name: &str| row.try_get::<String>("", name);
            let key = Key::from_str(&format!("{}:{}", text("kind")?, text("row_key")?))?;
            let decision = Decision { key, field: text("field")?, side: text("side")?, person: text("person")? };
            Ok((decision, text("about")?))
        })
        .collect()
}

/// Decides one field of a row, or all that are open there, for `side`; `plan` shows what it is about. Tells how many
/// conflicts that settled.
pub async fn decide(
    staging: &Site,
    actor: &Actor,
    plan: &Plan,
    key: &Key,
    field: Option<&str>,
    side_name: &str,
) -> Result<usize> {
    actor.require(Capability::ManageOptions)?;
    side(side_name)?;
    let mut settled = 0;
    for item in plan.items.iter().filter(|item| item.key == *key || item.staging_key == *key) {
        let meant = item.changes.iter().filter(|change| change.outcome == Outcome::Conflict || change.decided);
        for change in meant.filter(|change| field.is_none_or(|field| field == change.field)) {
            keep(staging, actor, &item.staging_key, change, side_name).await?;
            settled += 1;
        }
    }
    if settled == 0 {
        let message = format!("{key} has no such conflict in the plan.");
        return Err(Error::not_found("conflict_not_found", message));
    }
    Ok(settled)
}

async fn keep(staging: &Site, actor: &Actor, key: &Key, change: &FieldChange, side: &str) -> Result<()> {
    let sql = "INSERT INTO staging_decisions (site_id, kind, row_key, field, side, about, person, decided)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (site_id, kind, row_key, field)
               DO UPDATE SET side = $5, about = $6, person = $7, decided = $8";
    let person = actor.user().map(|user| user.login.clone()).unwrap_or_default();
    let values = [
        staging.id().into(),
        key.kind.name().into(),
        key.id.clone().into(),
        change.field.clone().into(),
        side.into(),
        subject(change).into(),
        person.into(),
        staging.host().now().into(),
    ];
    let backend = staging.host().database().backend();
    staging.writer().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}
