//! How telling the search engines goes, for whoever looks after a site.

use chrono::NaiveDateTime;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{Engine, change_entity, engine, engine_entity};
use crate::{Actor, Result, Site};

/// One engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineState {
    /// Which.
    pub engine: Engine,
    /// The key or the property; empty where it is not told.
    pub set_to: String,
    /// Why nothing is told although it is set, or empty.
    pub silent: &'static str,
    /// When it last took what it was told, UTC.
    pub told: Option<NaiveDateTime>,
    /// When it was last tried, UTC.
    pub tried: Option<NaiveDateTime>,
    /// Why the last try failed, or empty.
    pub note: String,
    /// Addresses told so far.
    pub addresses: i64,
    /// Posts that changed and are not told yet.
    pub waiting: u64,
}

/// Every engine.
pub async fn list(site: &Site, actor: &Actor) -> Result<Vec<EngineState>> {
    actor.require_manager()?;
    let of_site = engine_entity::Entity::find().filter(engine_entity::Column::SiteId.eq(site.id()));
    let rows = of_site.all(site.reader()).await?;
    let changed = change_entity::Entity::find().filter(change_entity::Column::SiteId.eq(site.id()));
    let waiting = changed.count(site.reader()).await?;
    Ok(Engine::ALL.into_iter().map(|engine| state(site, engine, &rows, waiting)).collect())
}

fn state(site: &Site, engine: Engine, rows: &[engine_entity::Model], waiting: u64) -> EngineState {
    let row = rows.iter().find(|row| row.engine == engine.name());
    EngineState {
        engine,
        set_to: engine.set_to(site.settings()),
        silent: why_silent(site),
        told: row.and_then(|row| row.told),
        tried: row.and_then(|row| row.tried),
        note: row.map(|row| row.note.clone()).unwrap_or_default(),
        addresses: row.map_or(0, |row| row.addresses),
        waiting,
    }
}

fn why_silent(site: &Site) -> &'static str {
    if engine::may_be_told(site) {
        return "";
    }
    match site.settings().flag("blog_public") {
        true => "This is no production host.",
        false => "The site asks not to be indexed.",
    }
}
