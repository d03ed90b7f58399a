//! Checks a code: the app's, or one for recovery. None works twice.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::enrol::purpose;
use super::{recovery, totp};
use crate::users::{recovery_code_entity as code_entity, second_factor_entity as entity};
use crate::{Host, Result, sealing};

/// Whether this is a good code of the account, which it then was for the last time. Of two who send the same code at once,
/// one is right.
pub async fn check(host: &Host, user_id: i64, code: &str) -> Result<bool> {
    let row = entity::Entity::find_by_id(user_id).one(host.database().writer()).await?;
    let Some(row) = row.filter(|row| row.confirmed.is_some()) else { return Ok(false) };
    let secret = sealing::open(host, &purpose(user_id), &row.secret).await?;
    match totp::step_of(&secret, code, host.now())? {
        Some(step) => {
            seal_better(host, &row, &secret).await?;
            use_step(host, user_id, step).await
        }
        None => use_recovery_code(host, user_id, code).await,
    }
}

/// Seals what was kept before there was a key, or before one was configured.
async fn seal_better(host: &Host, row: &entity::Model, secret: &str) -> Result<()> {
    if sealing::is_sealed(host, &row.secret) {
        return Ok(());
    }
    let sealed = sealing::seal(host, &purpose(row.user_id), secret).await?;
    entity::Entity::update_many()
        .col_expr(entity::Column::Secret, Expr::value(sealed))
        .filter(entity::Column::UserId.eq(row.user_id))
        .exec(host.database().writer())
        .await?;
    Ok(())
}

async fn use_step(host: &Host, user_id: i64, step: i64) -> Result<bool> {
    let used = entity::Entity::update_many()
        .col_expr(entity::Column::LastStep, Expr::value(step))
        .filter(entity::Column::UserId.eq(user_id))
        .filter(Expr::col(entity::Column::LastStep).lt(step))
        .exec(host.database().writer())
        .await?;
    Ok(used.rows_affected == 1)
}

async fn use_recovery_code(host: &Host, user_id: i64, code: &str) -> Result<bool> {
    let used = code_entity::Entity::update_many()
        .col_expr(code_entity::Column::Used, Expr::value(host.now()))
        .filter(code_entity::Column::UserId.eq(user_id))
        .filter(code_entity::Column::CodeHash.eq(recovery::hash(code)))
        .filter(code_entity::Column::Used.is_null())
        .exec(host.database().writer())
        .await?;
    Ok(used.rows_affected == 1)
}
