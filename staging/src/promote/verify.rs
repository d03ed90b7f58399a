//! What must hold before anything is touched, and still while the rows are written.

use std::collections::{BTreeMap, BTreeSet};

use cms::{Error, Result, Site, media};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::Manifest;
use crate::documents::{self, Addresses, Document, Key, Kind};
use crate::environments::ClonedSite;
use crate::plan::{self, Action, Plan};

/// Rows that a refusal names; of more it says how many.
const NAMED: usize = 10;

/// The manifest, the plan and the site belong together, and nothing in the plan is open.
pub(super) fn fits(production: &Site, manifest: &Manifest, cloned: &ClonedSite, plan: &Plan) -> Result<()> {
    let ours = plan.site_id == production.id() && manifest.site_id == production.id() && plan.url == production.url();
    if !ours {
        let message = format!("This plan was made for {} and not for {}.", plan.url, production.url());
        return Err(Error::refused("plan_of_another_site", message));
    }
    if plan.lineage != cloned.lineage || manifest.lineage != cloned.lineage || manifest.plan_digest != plan.digest {
        return Err(Error::refused(
            "plan_outdated",
            "The site was cloned anew since this plan was made. Make another.",
        ));
    }
    if let Some((item, change)) = plan.conflicts().next() {
        let message = format!(
            "{} conflicts wait for a decision, {} of {} \u{201c}{}\u{201d} among them.",
            plan.conflicts().count(),
            change.field,
            item.key,
            item.title
        );
        return Err(Error::refused("plan_undecided", message));
    }
    if let Some(obstacle) = plan.obstacles.first() {
        return Err(Error::refused("plan_obstructed", obstacle.clone()));
    }
    if plan.is_empty() {
        return Err(Error::refused("plan_empty", "There is nothing to promote."));
    }
    Ok(())
}

/// Nothing was changed in the environment since the plan was made.
pub(super) async fn staging_is_the_same(
    production: &Site,
    staging: &Site,
    cloned: &ClonedSite,
    plan: &Plan,
) -> Result<()> {
    if plan::state_now(production, staging, cloned).await? == plan.staging_state {
        return Ok(());
    }
    let message = format!("{} was changed since this plan was made. Make another.", plan.environment);
    Err(Error::refused("staging_changed", message))
}

/// The new files fit into the site's quota.
pub(super) async fn has_room(production: &Site, plan: &Plan) -> Result<()> {
    let used = media::used_bytes(production.writer(), production.id()).await?;
    let quota = production.record().quota_bytes.unsigned_abs();
    if used.saturating_add(plan.new_bytes) <= quota {
        return Ok(());
    }
    Err(Error::refused("quota_exceeded", "The plan's files do not fit into the site's quota."))
}

/// The rows of the plan and those they refer to, held until the commit, as they are; fails, with their names, if one is not what
/// it was when the plan was made.
pub(super) async fn rows_are_the_same<C: ConnectionTrait>(
    connection: &C,
    plan: &Plan,
    addresses: &Addresses,
) -> Result<BTreeMap<Key, Document>> {
    let expected: BTreeMap<&Key, Option<&String>> = plan
        .items
        .iter()
        .map(|item| (&item.key, item.production_digest.as_ref()))
        .chain(plan.referred.iter().map(|(key, digest)| (key, Some(digest))))
        .collect();
    let keys: BTreeSet<Key> = expected.keys().map(|key| (*key).clone()).collect();
    hold(connection, plan.site_id, &keys).await?;
    let found = documents::read(connection, plan.site_id, &keys).await?;
    let now = |key: &Key| found.get(key).map(|document| addresses.as_on_production(document.clone()).digest());
    let changed: Vec<String> = expected
        .iter()
        .filter(|(key, digest)| now(key).as_ref() != **digest)
        .map(|(key, _)| named(plan, key, found.get(*key)))
        .collect();
    if changed.is_empty() {
        return Ok(found);
    }
    let more = changed.len().saturating_sub(NAMED);
    let mut names = changed.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    if more > 0 {
        names.push_str(&format!(" and {more} more"));
    }
    let message = format!("Changed on production since the plan was made: {names}. Make another plan.");
    Err(Error::refused("production_changed", message))
}

fn named(plan: &Plan, key: &Key, now: Option<&Document>) -> String {
    let item = plan.items.iter().find(|item| item.key == *key);
    let title = now.map(Document::title).or_else(|| item.map(|item| item.title.clone())).unwrap_or_default();
    match item {
        Some(item) if item.action == Action::Add => format!("{key} \u{201c}{title}\u{201d} (there already)"),
        Some(_) => format!("{key} \u{201c}{title}\u{201d}"),
        None => format!("{key} \u{201c}{title}\u{201d} (referred to)"),
    }
}

/// Lets nobody change these rows before this transaction ends. SQLite has one writer anyway.
async fn hold<C: ConnectionTrait>(connection: &C, site_id: i64, keys: &BTreeSet<Key>) -> Result<()> {
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for (kind, table) in [(Kind::Term, "terms"), (Kind::Post, "posts")] {
        let ids: Vec<i64> = keys.iter().filter(|key| key.kind == kind).filter_map(Key::number).collect();
        let sql = format!("SELECT id FROM {table} WHERE site_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE");
        let values = [site_id.into(), ids.into()];
        connection.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    }
    let names: Vec<String> = keys.iter().filter(|key| key.kind == Kind::Option).map(|key| key.id.clone()).collect();
    let sql = "SELECT name FROM options WHERE site_id = $1 AND name = ANY($2) ORDER BY name FOR UPDATE";
    let values = [site_id.into(), names.into()];
    connection.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    Ok(())
}
