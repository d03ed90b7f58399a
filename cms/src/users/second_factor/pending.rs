//! Between the password and the second factor: a token in the form, good for a few minutes and a few tries.

use chrono::Duration;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use crate::users::{entity, find, pending_sign_in_entity as pending};
use crate::{Error, Host, Result};

/// How long the form may stand open.
const GOOD_FOR: Duration = Duration::minutes(10);
/// After so many wrong codes the password is asked for again.
const MOST_FAILURES: i64 = 5;

/// Somebody between the two steps.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The account whose password was right.
    pub user: entity::Model,
    /// Whether the session is to be a long one.
    pub remembered: bool,
}

/// Notes that the password was right; gives the token for the form, which is kept nowhere else.
pub async fn begin_sign_in(host: &Host, user_id: i64, remembered: bool) -> Result<String> {
    let token = platform::secrets::random_hex(32);
    let row = pending::ActiveModel {
        token_hash: Set(hash(&token)),
        user_id: Set(user_id),
        remembered: Set(remembered),
        failures: Set(0),
        expires: Set(host.now() + GOOD_FOR),
    };
    pending::Entity::insert(row).exec_without_returning(host.database().writer()).await?;
    Ok(token)
}

/// Whose form this is.
pub async fn find_sign_in(host: &Host, token: &str) -> Result<Pending> {
    let over = || Error::forbidden("expired_session", "The sign-in took too long. Please start again.");
    let row = pending::Entity::find_by_id(hash(token)).one(host.database().writer()).await?;
    let row = row.filter(|row| row.expires > host.now() && row.failures < MOST_FAILURES).ok_or_else(over)?;
    let user = find::by_id(host, row.user_id).await?.ok_or_else(over)?;
    Ok(Pending { user, remembered: row.remembered })
}

/// Notes a wrong code.
pub async fn wrong_code(host: &Host, token: &str) -> Result<()> {
    pending::Entity::update_many()
        .col_expr(pending::Column::Failures, Expr::col(pending::Column::Failures).add(1))
        .filter(pending::Column::TokenHash.eq(hash(token)))
        .exec(host.database().writer())
        .await?;
    Ok(())
}

/// The second step is done: the token is used up. Of two who use it at once, one succeeds.
pub async fn finish_sign_in(host: &Host, token: &str) -> Result<()> {
    let used = pending::Entity::delete_by_id(hash(token)).exec(host.database().writer()).await?;
    if used.rows_affected == 1 {
        return Ok(());
    }
    Err(Error::forbidden("expired_session", "The sign-in took too long. Please start again."))
}

/// Removes those that were not finished in time. Gives how many there were.
pub async fn sweep_sign_ins(host: &Host) -> Result<u64> {
    let old = pending::Column::Expires.lt(host.now());
    Ok(pending::Entity::delete_many().filter(old).exec(host.database().writer()).await?.rows_affected)
}

fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
