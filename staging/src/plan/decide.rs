//! Decisions of people about conflicts. One holds as long as nobody changes what it was about.

use std::collections::HashMap;
use std::str::FromStr;

use cms::users::Capability;
use cms::{Actor, Error, Result, Site};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Plan;
use super::compare::EXISTENCE;
use crate::documents::Key;
use crate::merge::{Choice, FieldChange, Outcome};

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The row, as the environment knows it.
    pub key: Key,
    /// The field.
    pub field: String,
    /// Whose value it is to be: `staging`, `production`, or `merged`, which somebody wrote.
    pub side: String,
    /// Who decided.
    pub person: String,
}

/// All decisions about a clone.
#[derive(Default)]
pub(super) struct Decisions {
    choices: HashMap<(Key, String), (Choice, String)>,
}

impl Decisions {
    /// What this conflict is to come to, if somebody decided about just these values.
    pub(super) fn of(&self, key: &Key, change: &FieldChange) -> Option<Choice> {
        let (choice, about) = self.choices.get(&(key.clone(), change.field.clone()))?;
        (*about == subject(change)).then(|| choice.clone())
    }
}

fn subject(change: &FieldChange) -> String {
    let text = json!([change.base, change.staging, change.production]).to_string();
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn choice(side: &str, merged: Option<&str>) -> Result<Choice> {
    let written = || merged.and_then(|text| serde_json::from_str(text).ok());
    match side {
        "staging" => Ok(Choice::Staging),
        "production" => Ok(Choice::Production),
        "merged" => written().map(Choice::Merged).ok_or_else(|| Error::Internal("a merged value was lost".into())),
        _ => Err(Error::invalid("invalid_side", "A decision is for staging, for production, or merged.")),
    }
}

/// Every decision about the clone.
pub async fn decisions(staging: &Site) -> Result<Vec<Decision>> {
    Ok(rows(staging).await?.into_iter().map(|kept| kept.decision).collect())
}

/// Decisions that were made since about conflicts which the plan shows as open: the next plan has them settled.
pub async fn decided_since(staging: &Site, plan: &Plan) -> Result<Vec<Decision>> {
    let known = load(staging).await?;
    let all = decisions(staging).await?;
    let settled = plan.conflicts().filter(|(item, change)| known.of(&item.staging_key, change).is_some());
    let found = settled.filter_map(|(item, change)| {
        let is_it = |one: &&Decision| one.key == item.staging_key && one.field == change.field;
        all.iter().find(is_it).cloned()
    });
    Ok(found.collect())
}

pub(super) async fn load(staging: &Site) -> Result<Decisions> {
    let mut choices = HashMap::new();
    for kept in rows(staging).await? {
        let choice = choice(&kept.decision.side, kept.merged.as_deref())?;
        choices.insert((kept.decision.key, kept.decision.field), (choice, kept.about));
    }
    Ok(Decisions { choices })
}

struct Kept {
    decision: Decision,
    about: String,
    merged: Option<String>,
}

async fn rows(staging: &Site) -> Result<Vec<Kept>> {
    let sql = "SELECT kind, row_key, field, side, about, person, merged FROM staging_decisions WHERE site_id = $1
               ORDER BY decided";
    let backend = staging.host().database().backend();
    let rows =
        staging.writer().query_all_raw(Statement::from_sql_and_values(backend, sql, [staging.id().into()])).await?;
    rows.iter()
        .map(|row| {
            let text = |name: &str| row.try_get::<String>("", name);
            let key = Key::from_str(&format!("{}:{}", text("kind")?, text("row_key")?))?;
            let decision = Decision { key, field: text("field")?, side: text("side")?, person: text("person")? };
            Ok(Kept { decision, about: text("about")?, merged: row.try_get("", "merged")? })
        })
        .collect()
}

/// Decides one field of a row, or all that are open there; `plan` shows what it is about. Tells how many conflicts that
/// settled. A merged value is a text's, and one field's.
pub async fn decide(
    staging: &Site,
    actor: &Actor,
    plan: &Plan,
    key: &Key,
    field: Option<&str>,
    choice: &Choice,
) -> Result<usize> {
    actor.require(Capability::ManageOptions)?;
    if matches!(choice, Choice::Merged(_)) && field.is_none_or(|field| field == EXISTENCE) {
        return Err(Error::invalid("merged_without_a_field", "Say which text field the merged value is for."));
    }
    let mut settled = 0;
    for item in plan.items.iter().filter(|item| item.key == *key || item.staging_key == *key) {
        let meant = item.changes.iter().filter(|change| change.outcome == Outcome::Conflict || change.decided);
        for change in meant.filter(|change| field.is_none_or(|field| field == change.field)) {
            if matches!(choice, Choice::Merged(_)) && !change.is_text() {
                let message = format!("{} of {key} is no text: choose staging's or production's.", change.field);
                return Err(Error::invalid("merged_is_no_text", message));
            }
            keep(staging, actor, &item.staging_key, change, choice).await?;
            settled += 1;
        }
    }
    if settled == 0 {
        let message = format!("{key} has no such conflict in the plan.");
        return Err(Error::not_found("conflict_not_found", message));
    }
    Ok(settled)
}

/// Takes a decision back, so that the conflict is open again in the next plan; false where there was none.
pub async fn reopen(staging: &Site, actor: &Actor, key: &Key, field: &str) -> Result<bool> {
    actor.require(Capability::ManageOptions)?;
    let sql = "DELETE FROM staging_decisions WHERE site_id = $1 AND kind = $2 AND row_key = $3 AND field = $4";
    let values = [staging.id().into(), key.kind.name().into(), key.id.clone().into(), field.into()];
    let backend = staging.host().database().backend();
    let gone = staging.writer().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(gone.rows_affected() > 0)
}

async fn keep(staging: &Site, actor: &Actor, key: &Key, change: &FieldChange, choice: &Choice) -> Result<()> {
    let sql = "INSERT INTO staging_decisions (site_id, kind, row_key, field, side, about, person, decided, merged)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (site_id, kind, row_key, field)
               DO UPDATE SET side = $5, about = $6, person = $7, decided = $8, merged = $9";
    let person = actor.user().map(|user| user.login.clone()).unwrap_or_default();
    let merged = match choice {
        Choice::Merged(value) => Some(value.to_string()),
        Choice::Staging | Choice::Production => None,
    };
    let values = [
        staging.id().into(),
        key.kind.name().into(),
        key.id.clone().into(),
        change.field.clone().into(),
        choice.name().into(),
        subject(change).into(),
        person.into(),
        staging.host().now().into(),
        merged.into(),
    ];
    let backend = staging.host().database().backend();
    staging.writer().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}
