//! Signed-in browsers: the database is the truth, the cookie holds a token whose hash is all that is kept.

use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use super::{entity, find as people, session_entity};
use crate::{Host, Result};

/// A session that ends with the browser's, at the latest after this many days (WordPress's figure).
const SHORT_DAYS: i64 = 2;
/// A remembered session's days (WordPress's figure).
const REMEMBERED_DAYS: i64 = 14;

/// Where somebody signs in from.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Network address.
    pub ip: String,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// A session that has just begun.
#[derive(Debug)]
pub struct Started {
    /// The token for the cookie: 32 random bytes in hexadecimal. It is kept nowhere else.
    pub token: String,
    /// When it ends, in UTC.
    pub expires: chrono::NaiveDateTime,
}

/// Begins a session of the account; whoever calls has checked the password.
pub async fn start(host: &Host, user_id: i64, remembered: bool, from: Place) -> Result<Started> {
    let token = platform::secrets::random_hex(32);
    let created = host.now();
    let expires = created + Duration::days(if remembered { REMEMBERED_DAYS } else { SHORT_DAYS });
    let row = session_entity::ActiveModel {
        id: NotSet,
        token_hash: Set(hash(&token)),
        user_id: Set(user_id),
        created: Set(created),
        expires: Set(expires),
        ip: Set(from.ip),
        user_agent: Set(from.user_agent.chars().take(500).collect()),
    };
    row.insert(host.database().writer()).await?;
    Ok(Started { token, expires })
}

/// Whose session the token is; nobody's when it has ended.
pub async fn find(host: &Host, token: &str) -> Result<Option<entity::Model>> {
    let query = session_entity::Entity::find()
        .filter(session_entity::Column::TokenHash.eq(hash(token)))
        .filter(session_entity::Column::Expires.gt(host.now()));
    // From the writer: whoever has just signed in must not be a stranger on the next page.
    match query.one(host.database().writer()).await? {
        Some(session) => people::by_id(host, session.user_id).await,
        None => Ok(None),
    }
}

/// Ends the session of this token.
pub async fn end(host: &Host, token: &str) -> Result<()> {
    let query = session_entity::Entity::delete_many().filter(session_entity::Column::TokenHash.eq(hash(token)));
    query.exec(host.database().writer()).await?;
    Ok(())
}

/// Ends every session of the account, as a new password does. Gives how many there were.
pub async fn end_all(host: &Host, user_id: i64) -> Result<u64> {
    let query = session_entity::Entity::delete_many().filter(session_entity::Column::UserId.eq(user_id));
    Ok(query.exec(host.database().writer()).await?.rows_affected)
}

/// Removes sessions that have ended. Gives how many there were.
pub async fn sweep(host: &Host) -> Result<u64> {
    let query = session_entity::Entity::delete_many().filter(session_entity::Column::Expires.lte(host.now()));
    Ok(query.exec(host.database().writer()).await?.rows_affected)
}

fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
