//! Cron events: those that stay inside run in the clone too, all others wait for whoever lets them. Renewals, invoices and
//! refunds are not there at all: what they are about stays on production.

use std::collections::BTreeSet;

use cms::cron::{self, event_entity as event};
use cms::{Actor, Result, library, members, posts, search_engines, sites};
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::clone::Cloning;

/// Hooks that touch nothing but the site's own rows and files.
const INSIDE: [&str; 6] = [
    posts::PUBLISH_HOOK,
    cron::EMPTY_TRASH,
    cron::DELETE_AUTO_DRAFTS,
    cron::TIDY_UP,
    library::MAKE_SIZES_HOOK,
    cron::CANARY,
];
/// Hooks that reach outside: they wait even where production has no event of theirs just now.
const OUTSIDE: [&str; 2] = [posts::NEWSLETTER_HOOK, search_engines::TELL_SEARCH_ENGINES];
/// Hooks about rows that are not taken along. Those of members who sign up in the clone run there, with a key for tests.
const LEFT_BEHIND: [&str; 3] = [members::RENEW_HOOK, members::COLLECT_HOOK, members::REFUND_HOOK];

/// Copies the site's events; gives the hooks that are paused. They are before their first event is there: a runner may be
/// at work in the environment.
pub(super) async fn events(cloning: &Cloning<'_>) -> Result<Vec<String>> {
    let site_id = cloning.record.site_id;
    let from = cloning.snapshot.connection();
    let rows = event::Entity::find().filter(event::Column::SiteId.eq(site_id)).all(from).await?;
    let rows: Vec<event::Model> = rows.into_iter().filter(|row| !LEFT_BEHIND.contains(&row.hook.as_str())).collect();
    let found = rows.iter().map(|row| row.hook.clone()).filter(|hook| !INSIDE.contains(&hook.as_str()));
    let outside: BTreeSet<String> = found.chain(OUTSIDE.map(str::to_owned)).collect();
    let site = sites::by_id(cloning.environment, site_id).await?;
    for hook in &outside {
        cron::pause(&site, &Actor::System, hook, "").await?;
    }
    let transaction = cloning.environment.database().begin().await?;
    event::Entity::delete_many().filter(event::Column::SiteId.eq(site_id)).exec(&transaction).await?;
    let rows = rows.into_iter().filter(|row| row.state != "dead").map(|row| event::ActiveModel {
        id: NotSet,
        state: Set(if outside.contains(&row.hook) { "paused" } else { "waiting" }.into()),
        lease_token: Set(None),
        runner: Set(String::new()),
        attempt: Set(0),
        planned: Set(None),
        after_run: Set(String::new()),
        cancelled: Set(false),
        ..row.into_active_model().reset_all()
    });
    let rows: Vec<event::ActiveModel> = rows.collect();
    for part in rows.chunks(200) {
        event::Entity::insert_many(part.to_vec()).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await?;
    Ok(outside.into_iter().collect())
}
