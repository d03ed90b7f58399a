//! The sessions of a person, for the person and for whoever may change the account.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{find, permissions, session_entity};
use crate::{Actor, Error, Result, Site};

/// The sessions of a person that have not ended, the newest first.
pub async fn list_sessions(site: &Site, actor: &Actor, user_id: i64) -> Result<Vec<session_entity::Model>> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await?;
    let query = session_entity::Entity::find()
        .filter(session_entity::Column::UserId.eq(user_id))
        .filter(session_entity::Column::Expires.gt(site.host().now()))
        .order_by_desc(session_entity::Column::Id);
    Ok(query.all(site.writer()).await?)
}

/// Ends one session of a person.
pub async fn end_session(site: &Site, actor: &Actor, user_id: i64, session_id: i64) -> Result<()> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await?;
    let ended = session_entity::Entity::delete_many()
        .filter(session_entity::Column::UserId.eq(user_id))
        .filter(session_entity::Column::Id.eq(session_id))
        .exec(site.writer())
        .await?;
    if ended.rows_affected == 0 {
        return Err(Error::not_found("session_not_found", "There is no such session."));
    }
    Ok(())
}

/// Ends every session of a person; tells how many there were.
pub async fn end_sessions(site: &Site, actor: &Actor, user_id: i64) -> Result<u64> {
    let user = find::required(site.host(), user_id).await?;
    permissions::require_edit(site, actor, &user).await?;
    super::sessions::end_all(site.host(), user_id).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::users::{Role, sessions};

    #[tokio::test]
    async fn a_person_sees_and_ends_the_own_sessions_and_nobody_elses() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Author).await;
        let bob = fixture::person(&site, "bob", Role::Author).await;
        let place = || sessions::Place { ip: "192.0.2.1".into(), user_agent: "Browser".into() };
        for _ in 0..3 {
            sessions::start(site.host(), ann.user_id(), false, place()).await.unwrap();
        }
        let listed = list_sessions(&site, &ann, ann.user_id()).await.unwrap();
        assert_eq!((listed.len(), listed[0].ip.as_str()), (3, "192.0.2.1"));
        assert_eq!(list_sessions(&site, &bob, ann.user_id()).await.unwrap_err().code(), "rest_cannot_edit");
        end_session(&site, &ann, ann.user_id(), listed[0].id).await.unwrap();
        let theirs = end_session(&site, &bob, bob.user_id(), listed[1].id).await;
        assert_eq!(theirs.unwrap_err().code(), "session_not_found");
        assert_eq!(end_sessions(&site, &ann, ann.user_id()).await.unwrap(), 2);
    }
}
