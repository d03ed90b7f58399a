//! What writing leaves behind: drafts that nobody ever saved, autosaves that the post has overtaken, revisions of posts
//! that are gone.

use chrono::Duration;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement};

use super::entity;
use crate::{CacheTag, Change, Result, Site};

/// WordPress keeps both for a week.
const KEPT_FOR: Duration = Duration::days(7);

/// Drafts that were opened more than a week ago and never saved, oldest first, at most `how_many`.
pub async fn old_auto_drafts(site: &Site, how_many: u64) -> Result<Vec<i64>> {
    let opened = entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Status.eq("auto-draft"))
        .filter(entity::Column::Date.lt(site.local_now() - KEPT_FOR))
        .order_by_asc(entity::Column::Id)
        .limit(how_many);
    Ok(opened.into_tuple().all(site.writer()).await?)
}

/// Deletes autosaves older than a week that the post has overtaken, and revisions whose post is gone; at most `how_many`.
/// Gives how many those were.
pub async fn delete_overtaken_revisions(site: &Site, how_many: u64) -> Result<usize> {
    let sql = "SELECT r.id AS id, r.parent_id AS parent_id FROM posts r \
               LEFT JOIN posts p ON p.site_id = r.site_id AND p.id = r.parent_id \
               WHERE r.site_id = $1 AND r.post_type = 'revision' AND r.modified_gmt < $2 AND (p.id IS NULL \
               OR (r.slug LIKE '%-autosave-v1' AND p.modified_gmt >= r.modified_gmt)) ORDER BY r.id LIMIT $3";
    let limit = i64::try_from(how_many).unwrap_or(i64::MAX);
    let values = [site.id().into(), (site.host().now() - KEPT_FOR).into(), limit.into()];
    let statement = Statement::from_sql_and_values(site.host().database().backend(), sql, values);
    let overtaken = site.writer().query_all_raw(statement).await?;
    for row in &overtaken {
        let (id, parent_id) = (row.try_get::<i64>("", "id")?, row.try_get::<i64>("", "parent_id")?);
        let mut change = Change::begin(site).await?;
        entity::Entity::delete_by_id((site.id(), id)).exec(change.connection()).await?;
        change.makes_stale(CacheTag::Post(parent_id));
        change.commit().await?;
    }
    Ok(overtaken.len())
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use platform::Clock;

    use super::*;
    use crate::posts::{self, PostFields};
    use crate::users::Role;
    use crate::{Actor, fixture};

    fn says(text: &str, status: &str) -> PostFields {
        PostFields {
            title: Some("Title".into()),
            content: Some(text.into()),
            status: Some(status.into()),
            ..PostFields::default()
        }
    }

    #[tokio::test]
    async fn a_draft_that_was_never_saved_is_old_after_a_week() {
        let noon = Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap();
        let (_folder, site) = fixture::site_at(Clock::fixed(noon)).await;
        let opened = posts::create(&site, &Actor::System, "post", says("", "auto-draft")).await.unwrap();
        posts::create(&site, &Actor::System, "post", says("kept", "draft")).await.unwrap();
        site.host().clock().set(noon + Duration::days(6));
        assert!(old_auto_drafts(&site, 10).await.unwrap().is_empty());
        site.host().clock().set(noon + Duration::days(8));
        assert_eq!(old_auto_drafts(&site, 10).await.unwrap(), [opened.id]);
    }

    #[tokio::test]
    async fn an_autosave_goes_when_the_post_has_overtaken_it_and_a_week_is_over() {
        let noon = Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap();
        let (_folder, site) = fixture::site_at(Clock::fixed(noon)).await;
        let editor = fixture::person(&site, "ed", Role::Editor).await;
        let ids = [
            posts::create(&site, &Actor::System, "post", says("one", "publish")).await.unwrap().id,
            posts::create(&site, &Actor::System, "post", says("two", "publish")).await.unwrap().id,
        ];
        site.host().clock().set(noon + Duration::minutes(1));
        for id in ids {
            posts::revisions::autosave(&site, &editor, id, says("in the middle", "publish")).await.unwrap();
        }
        site.host().clock().set(noon + Duration::hours(1));
        posts::update(&site, &Actor::System, ids[0], says("saved since", "publish")).await.unwrap();
        assert_eq!(delete_overtaken_revisions(&site, 10).await.unwrap(), 0, "a week is not over");
        site.host().clock().set(noon + Duration::days(8));
        assert_eq!(delete_overtaken_revisions(&site, 10).await.unwrap(), 1);
        let autosaves = |revisions: Vec<posts::Post>| revisions.iter().filter(|r| r.slug.contains("autosave")).count();
        let left = |id| posts::revisions::list(&site, &Actor::System, id);
        assert_eq!(autosaves(left(ids[0]).await.unwrap()), 0);
        assert_eq!(autosaves(left(ids[1]).await.unwrap()), 1, "this one is newer than its post");
    }
}
