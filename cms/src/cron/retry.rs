//! Gives dead letters and held events another chance.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use super::{event_entity as entity, state};
use crate::users::Capability;
use crate::{Actor, Change, Host, Result, Site};

/// Has events run again that were given up, are held or unknown: of one hook, or all of the site. Their tries are
/// counted anew. Tells how many there are.
pub async fn retry(site: &Site, actor: &Actor, hook: Option<&str>) -> Result<u64> {
    actor.require(Capability::ManageOptions)?;
    let change = Change::begin(site).await?;
    change.rings_the_runner();
    let mut given_up = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value(state::WAITING))
        .col_expr(entity::Column::NextRun, Expr::value(site.host().now()))
        .col_expr(entity::Column::Attempt, Expr::value(0_i64))
        .col_expr(entity::Column::Planned, Expr::value(Option::<chrono::NaiveDateTime>::None))
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::State.is_in([state::DEAD, state::HELD, state::UNKNOWN]));
    if let Some(hook) = hook {
        given_up = given_up.filter(entity::Column::Hook.eq(hook));
    }
    let retried = given_up.exec(change.connection()).await?.rows_affected;
    change.commit().await?;
    Ok(retried)
}

/// Lets events wait again that no runner knew: a version that knows these hooks is here. Tells how many there were.
pub async fn recognize(host: &Host, hooks: &[&str]) -> Result<u64> {
    let places: Vec<String> = (1..=hooks.len()).map(|number| format!("${number}")).collect();
    let sql =
        format!("UPDATE cron_events SET state = 'waiting' WHERE aside = 'unknown' AND hook IN ({})", places.join(", "));
    let values: Vec<sea_orm::Value> = hooks.iter().map(|hook| (*hook).into()).collect();
    let statement = Statement::from_sql_and_values(host.database().backend(), sql, values);
    Ok(host.database().writer().execute_raw(statement).await?.rows_affected())
}
