//! Reads the log.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::{AuditLine, entity};
use crate::page_of_list::page_of_list;
use crate::{Actor, Result, Site};

/// What to read. `None` means "all".
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// Only what this account did.
    pub user_id: Option<i64>,
    /// Only what was done to this kind of thing.
    pub object_type: Option<String>,
    /// Only what was done to the thing with this number.
    pub object_id: Option<i64>,
    /// Only this action.
    pub action: Option<String>,
    /// How many to leave out at the beginning.
    pub offset: u64,
    /// How many to read.
    pub limit: u64,
}

/// The site's lines, the newest first, and how many there are in all; for whoever runs the site.
pub async fn list(site: &Site, actor: &Actor, query: &AuditQuery) -> Result<(Vec<AuditLine>, u64)> {
    actor.require_manager()?;
    let conditions = Condition::all()
        .add_option(query.user_id.map(|id| entity::Column::UserId.eq(id)))
        .add_option(query.object_type.as_ref().map(|kind| entity::Column::ObjectType.eq(kind.as_str())))
        .add_option(query.object_id.map(|id| entity::Column::ObjectId.eq(id)))
        .add_option(query.action.as_ref().map(|action| entity::Column::Action.eq(action.as_str())));
    let select = entity::Entity::find().filter(entity::Column::SiteId.eq(site.id())).filter(conditions);
    let sorted = select.clone().order_by_desc(entity::Column::Id);
    page_of_list(site.reader(), select, sorted, query.offset, query.limit).await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::audit::{Asker, asked_by};
    use crate::posts::{self, PostFields};
    use crate::users::{self, Role};
    use crate::{Change, fixture, settings};

    async fn lines(site: &Site) -> Vec<(String, String, i64, String)> {
        let (lines, _) = list(site, &Actor::System, &AuditQuery { limit: 50, ..AuditQuery::default() }).await.unwrap();
        let of = |line: AuditLine| (line.action, line.object_type, line.user_id, line.address);
        lines.into_iter().map(of).collect()
    }

    #[tokio::test]
    async fn what_somebody_does_is_noted_with_the_address() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Editor).await;
        let before = lines(&site).await.len();
        let asker = Asker::new(&ann, "rest", "192.0.2.7");
        let fields = PostFields { title: Some("Hello".into()), ..PostFields::default() };
        let post = asked_by(asker, posts::create(&site, &ann, "post", fields)).await.unwrap();
        posts::trash(&site, &Actor::System, post.id).await.unwrap();
        let lines = lines(&site).await;
        assert_eq!(lines.len(), before + 2, "{lines:?}");
        assert_eq!((lines[1].0.as_str(), lines[1].2, lines[1].3.as_str()), ("create", ann.user_id(), "192.0.2.7"));
        assert_eq!((lines[0].0.as_str(), lines[0].2), ("trash", 0));
    }

    #[tokio::test]
    async fn what_did_not_happen_is_not_noted() {
        let (_folder, site) = fixture::site().await;
        let before = lines(&site).await.len();
        let mut change = Change::begin(&site).await.unwrap();
        settings::write(&mut change, &site, "blogname", &json!("Other")).await.unwrap();
        drop(change);
        assert_eq!(lines(&site).await.len(), before);
    }

    #[tokio::test]
    async fn settings_and_roles_are_noted_by_their_names() {
        let (_folder, site) = fixture::site().await;
        let ann = fixture::person(&site, "ann", Role::Author).await;
        settings::update(&site, &Actor::System, "blogname", &json!("Other")).await.unwrap();
        users::set_role(&site, &Actor::System, ann.user_id(), Some(Role::Editor)).await.unwrap();
        let query = AuditQuery { limit: 2, ..AuditQuery::default() };
        let (lines, _) = list(&site, &Actor::System, &query).await.unwrap();
        assert_eq!((lines[0].action.as_str(), lines[0].object_id), ("change-role", ann.user_id()));
        assert!(lines[0].details.contains("editor"), "{}", lines[0].details);
        assert!(lines[1].details.contains("blogname"), "{}", lines[1].details);
    }

    #[tokio::test]
    async fn the_log_is_for_whoever_runs_the_site() {
        let (_folder, site) = fixture::site().await;
        let editor = fixture::person(&site, "ed", Role::Editor).await;
        assert!(list(&site, &editor, &AuditQuery::default()).await.is_err());
    }
}
