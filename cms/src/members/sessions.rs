//! Signed-in browsers of members. A session belongs to one site and opens nothing on another.

use chrono::Duration;
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{Member, find, keys, session_entity as entity};
use crate::{Result, Site};

/// How long somebody stays signed in.
const DAYS: i64 = 30;

/// Begins a session; gives the token for the cookie, which is kept nowhere else.
pub async fn start_session(site: &Site, member: &Member) -> Result<String> {
    let (token, now) = (platform::secrets::random_hex(32), site.host().now());
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        member_id: Set(member.id),
        token_hash: Set(keys::hash(&token)),
        created: Set(now),
        expires: Set(now + Duration::days(DAYS)),
    };
    entity::Entity::insert(row).exec_without_returning(site.writer()).await?;
    Ok(token)
}

/// Whose session the token is on this site; nobody's when it has ended.
pub async fn member_of(site: &Site, token: &str) -> Result<Option<Member>> {
    let query = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::TokenHash.eq(keys::hash(token)))
        .filter(entity::Column::Expires.gt(site.host().now()));
    match query.one(site.writer()).await? {
        Some(session) => find::with_id(site, session.member_id).await,
        None => Ok(None),
    }
}

/// Ends the session of this token.
pub async fn end_session(site: &Site, token: &str) -> Result<()> {
    let own = entity::Entity::delete_many().filter(entity::Column::SiteId.eq(site.id()));
    own.filter(entity::Column::TokenHash.eq(keys::hash(token))).exec(site.writer()).await?;
    Ok(())
}
