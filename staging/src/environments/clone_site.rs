//! The site itself: its row, its address, its own options, its counters.

use std::collections::BTreeSet;

use cms::settings::entity as option;
use cms::sites::{self, domain_entity as domain, entity as site};
use cms::{CacheTag, Change, Host, Result, purges};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    Set,
};
use serde_json::json;

use super::clone::Cloning;
use crate::documents::{is_environments_own, recount};

/// Takes an older clone of the site away, with all its rows.
pub(super) async fn forget(host: &Host, site_id: i64) -> Result<()> {
    site::Entity::delete_by_id(site_id).exec(host.database().writer()).await?;
    Ok(())
}

/// Writes the site's row, its name and the options that are the environment's own.
pub(super) async fn site(cloning: &Cloning<'_>) -> Result<()> {
    let (record, production) = (cloning.record, cloning.production);
    let row = site::Model { url: record.url.clone(), status: "active".into(), ..production.record().clone() };
    let transaction = cloning.environment.database().begin().await?;
    let renewed =
        OnConflict::column(site::Column::Id).update_columns([site::Column::Url, site::Column::Status]).to_owned();
    let row = row.into_active_model().reset_all();
    site::Entity::insert(row).on_conflict(renewed).exec_without_returning(&transaction).await?;
    domain::Entity::delete_many().filter(domain::Column::SiteId.eq(record.site_id)).exec(&transaction).await?;
    let name =
        domain::ActiveModel { host: Set(name_of(&record.url)), site_id: Set(record.site_id), is_primary: Set(true) };
    domain::Entity::insert(name).exec_without_returning(&transaction).await?;
    own_options(cloning, &transaction).await?;
    follow_numbers(&transaction, "sites", record.site_id).await?;
    transaction.commit().await?;
    Ok(())
}

/// The host name of an address, with the port where it has one.
fn name_of(url: &str) -> String {
    let name = url.split_once("://").map_or(url, |(_, name)| name);
    name.split('/').next().unwrap_or(name).to_ascii_lowercase()
}

async fn own_options<C: ConnectionTrait>(cloning: &Cloning<'_>, connection: &C) -> Result<()> {
    let (record, production) = (cloning.record, cloning.production);
    let kept = production.settings().iter().filter(|(name, _)| is_environments_own(name) && !name.starts_with('_'));
    let mut options: Vec<(String, String)> = kept.map(|(name, value)| (name.clone(), value.to_string())).collect();
    let own = [
        ("home", json!(record.url)),
        ("siteurl", json!(record.url)),
        ("blog_public", json!(0)),
        (sites::ENVIRONMENT, json!(record.environment)),
        (sites::MAPPED_ADDRESS, sites::mapped_in_clone(production)),
    ];
    options.retain(|(name, _)| !own.iter().any(|(own, _)| own == name));
    options.extend(own.into_iter().map(|(name, value)| (name.to_owned(), value.to_string())));
    let rows = options.into_iter().map(|(name, value)| option::ActiveModel {
        site_id: Set(record.site_id),
        name: Set(name),
        value: Set(value),
    });
    let key = [option::Column::SiteId, option::Column::Name];
    let there = OnConflict::columns(key).update_column(option::Column::Value).to_owned();
    option::Entity::insert_many(rows).on_conflict(there).exec_without_returning(connection).await?;
    Ok(())
}

/// The database's own counters go on after what it has and after `used`: they do not see all rows that bring their
/// number along, and an account made here must not have the number of one that is on production.
pub(super) async fn follow_numbers<C: ConnectionTrait>(connection: &C, table: &str, used: i64) -> Result<()> {
    let backend = connection.get_database_backend();
    if backend == sea_orm::DbBackend::Postgres {
        let last = format!("GREATEST((SELECT MAX(id) FROM {table}), {used}, 1)");
        let sql = format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})");
        connection.query_one_raw(sea_orm::Statement::from_string(backend, sql)).await?;
    } else {
        let sql = format!("UPDATE sqlite_sequence SET seq = MAX(seq, {used}) WHERE name = '{table}'");
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Counts anew, hands out the reserved numbers, and lets every front of the environment forget what it had.
pub(super) async fn finish(cloning: &Cloning<'_>) -> Result<()> {
    let record = cloning.record;
    let site = sites::by_id(cloning.environment, record.site_id).await?;
    let mut change = Change::begin(&site).await?;
    let connection = change.connection();
    recount(connection, record.site_id, None).await?;
    let blocks = [(sites::Kind::Posts, record.first_post), (sites::Kind::Terms, record.first_term)];
    for (kind, first) in blocks {
        sites::reserved(connection, record.site_id, kind, first, first + record.block - 1).await?;
    }
    let last_comment: Option<i64> = cms::comments::entity::Entity::find()
        .select_only()
        .column(cms::comments::entity::Column::Id)
        .filter(cms::comments::entity::Column::SiteId.eq(record.site_id))
        .order_by_desc(cms::comments::entity::Column::Id)
        .into_tuple()
        .one(connection)
        .await?;
    sites::at_least(connection, record.site_id, sites::Kind::Comments, last_comment.unwrap_or_default()).await?;
    purges::enqueue(connection, cloning.environment, 0, &BTreeSet::from([CacheTag::Settings])).await?;
    for tag in [CacheTag::Site, CacheTag::Settings, CacheTag::Theme, CacheTag::Menus] {
        change.makes_stale(tag);
    }
    change.commit().await
}
