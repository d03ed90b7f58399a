//! Notes what changed, in the change itself.

use chrono::{Duration, DurationRound};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use serde_json::json;

use super::{change_entity as entity, engine};
use crate::{CacheTag, Change, Result, cron, sites};

/// The hook that tells them.
pub const TELL_SEARCH_ENGINES: &str = "platen_tell_search_engines";
/// Changes are gathered for so long: whoever saves ten times in a minute tells once.
const GATHERED: Duration = Duration::minutes(1);

/// Notes the posts that an open change made stale, if the site's search engines shall hear of them. They are told at the
/// next full minute: a fixed time, so that a site which changes all the time is told all the same.
pub(crate) async fn note(change: &Change) -> Result<()> {
    let posts: Vec<i64> = change.stale().filter_map(post).collect();
    if posts.is_empty() || change.site_id() == 0 {
        return Ok(());
    }
    // A site that this very change makes has nothing to tell yet.
    let Ok(site) = sites::by_id(change.host(), change.site_id()).await else { return Ok(()) };
    if !engine::may_be_told(&site) || engine::wanted(&site).next().is_none() {
        return Ok(());
    }
    let now = change.host().now();
    let rows = posts.into_iter().map(|post_id| entity::ActiveModel {
        site_id: Set(site.id()),
        post_id: Set(post_id),
        changed: Set(now),
        token: Set(platform::secrets::random_hex(8)),
    });
    let there = OnConflict::columns([entity::Column::SiteId, entity::Column::PostId])
        .update_columns([entity::Column::Changed, entity::Column::Token])
        .to_owned();
    entity::Entity::insert_many(rows).on_conflict(there).exec_without_returning(change.connection()).await?;
    let due = now.duration_trunc(GATHERED).unwrap_or(now) + GATHERED;
    cron::schedule_in(change, &site, TELL_SEARCH_ENGINES, &json!([]), due, None).await
}

fn post(tag: &CacheTag) -> Option<i64> {
    match tag {
        CacheTag::Post(id) => Some(*id),
        _ => None,
    }
}
