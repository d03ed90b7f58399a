//! Reads the log of runs.

use chrono::NaiveDateTime;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{CronRun, run_entity as run};
use crate::users::Capability;
use crate::{Actor, Result, Site};

/// Which runs to read. `None` means "all".
#[derive(Clone, Debug, Default)]
pub struct RunQuery {
    /// Only of this hook.
    pub hook: Option<String>,
    /// Only those that ended so: `done`, `failed`, ….
    pub state: Option<String>,
    /// Only of the event with this number.
    pub event_id: Option<i64>,
    /// Only by this runner.
    pub runner: Option<String>,
    /// Only those that ended at this time or later, UTC.
    pub after: Option<NaiveDateTime>,
    /// Only those that ended before this time, UTC.
    pub before: Option<NaiveDateTime>,
    /// How many to leave out at the beginning.
    pub offset: u64,
    /// How many to read.
    pub limit: u64,
}

/// The site's runs, the newest first, and how many there are in all.
pub async fn runs(site: &Site, actor: &Actor, query: &RunQuery) -> Result<(Vec<CronRun>, u64)> {
    actor.require(Capability::ManageOptions)?;
    let conditions = Condition::all()
        .add_option(query.hook.as_ref().map(|hook| run::Column::Hook.eq(hook.as_str())))
        .add_option(query.state.as_ref().map(|state| run::Column::State.eq(state.as_str())))
        .add_option(query.event_id.map(|id| run::Column::EventId.eq(id)))
        .add_option(query.runner.as_ref().map(|runner| run::Column::Runner.eq(runner.as_str())))
        .add_option(query.after.map(|time| run::Column::Ended.gte(time)))
        .add_option(query.before.map(|time| run::Column::Ended.lt(time)));
    let select = run::Entity::find().filter(run::Column::SiteId.eq(site.id())).filter(conditions);
    let total = select.clone().count(site.writer()).await?;
    let sorted = select.order_by_desc(run::Column::Id).offset(query.offset).limit(query.limit);
    Ok((sorted.all(site.writer()).await?, total))
}
