//! Plans are kept in the environment, under their digest, so that what was tested is what is promoted.

use chrono::NaiveDateTime;
use cms::{Error, Result, Site};
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::Plan;

pub(super) async fn keep(staging: &Site, plan: &Plan) -> Result<()> {
    let text = serde_json::to_string(plan).map_err(|error| Error::Internal(error.to_string()))?;
    let sql = "INSERT INTO staging_plans (digest, site_id, document, created) VALUES ($1, $2, $3, $4)
               ON CONFLICT (digest) DO UPDATE SET created = $4, document = $3";
    // To the microsecond: two plans of one second must not trade places.
    let now = staging.host().clock().now().naive_utc();
    let values = [plan.digest.clone().into(), staging.id().into(), text.into(), now.into()];
    let backend = staging.host().database().backend();
    staging.writer().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// The plan with this digest, or one that begins like it. Fails where it is not what its digest says.
pub async fn kept(staging: &Site, digest: &str) -> Result<Plan> {
    let unknown = || Error::not_found("plan_not_found", format!("No plan {digest} was made in this environment."));
    if digest.len() < 8 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(unknown());
    }
    let sql = "SELECT document FROM staging_plans WHERE site_id = $1 AND digest LIKE $2";
    let plans = read(staging, sql, format!("{digest}%")).await?;
    let plan = plans.into_iter().next().ok_or_else(unknown)?;
    if plan.own_digest() != plan.digest {
        return Err(Error::refused("plan_changed", format!("The plan {digest} was changed after it was made.")));
    }
    Ok(plan)
}

/// The plan that was made last.
pub async fn newest(staging: &Site) -> Result<Option<Plan>> {
    let sql = "SELECT document FROM staging_plans WHERE site_id = $1 AND digest <> $2 ORDER BY created DESC LIMIT 1";
    Ok(read(staging, sql, String::new()).await?.into_iter().next())
}

/// Digest and time of the plan that was made last, without reading all of it.
pub async fn last(staging: &Site) -> Result<Option<(String, NaiveDateTime)>> {
    let sql = "SELECT digest, created FROM staging_plans WHERE site_id = $1 ORDER BY created DESC LIMIT 1";
    let statement = Statement::from_sql_and_values(staging.host().database().backend(), sql, [staging.id().into()]);
    let row = staging.writer().query_one_raw(statement).await?;
    Ok(row.map(|row| Ok::<_, DbErr>((row.try_get("", "digest")?, row.try_get("", "created")?))).transpose()?)
}

async fn read(staging: &Site, sql: &str, digest: String) -> Result<Vec<Plan>> {
    let values = [staging.id().into(), digest.into()];
    let statement = Statement::from_sql_and_values(staging.host().database().backend(), sql, values);
    let rows = staging.writer().query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            let text: String = row.try_get("", "document")?;
            serde_json::from_str(&text).map_err(|error| Error::Internal(format!("a kept plan cannot be read: {error}")))
        })
        .collect()
}
