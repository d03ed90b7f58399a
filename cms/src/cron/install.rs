//! The events that every site has.

use chrono::NaiveDateTime;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

use super::{Plan, Recurrence, event_entity as entity};
use crate::Result;

/// WordPress's hook that empties the trash.
pub const EMPTY_TRASH: &str = "wp_scheduled_delete";
/// WordPress's hook that deletes drafts which nobody ever saved.
pub const DELETE_AUTO_DRAFTS: &str = "wp_scheduled_auto_draft_delete";

/// The hook that deletes what nobody needs any more and nobody would miss: overtaken autosaves, and what belonged to posts
/// that are gone.
pub const TIDY_UP: &str = "platen_tidy_up";

/// The hook that does nothing: a run of it in the log says that the runners live.
pub const CANARY: &str = "platen_canary";

/// The hooks of the events that every site has, once a day.
pub const DAILY: [&str; 3] = [EMPTY_TRASH, DELETE_AUTO_DRAFTS, TIDY_UP];

/// Writes the events of a new site.
pub async fn install<C: ConnectionTrait>(connection: &C, site_id: i64, now: NaiveDateTime) -> Result<()> {
    let rows = DAILY.map(|hook| Plan::every(hook, json!([]), now, Recurrence::Daily).row(site_id, now));
    entity::Entity::insert_many(rows).exec_without_returning(connection).await?;
    Ok(())
}
