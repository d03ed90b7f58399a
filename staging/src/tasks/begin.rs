//! Begins a task and runs it to its end.

use std::sync::Arc;
use std::time::Duration;

use cms::users::Capability;
use cms::{Actor, Error, Site};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::noted::Noted;
use super::{entity, list};
use crate::Result;

/// How often its row says how far it is.
const EVERY: Duration = Duration::from_secs(1);

/// What is begun.
#[derive(Clone, Debug, Default)]
pub struct NewTask {
    /// The environment; empty where it is not about one.
    pub environment: String,
    /// `plan`, `check`, `promote`, `rollback` or `recover`.
    pub work: &'static str,
    /// The plan that it is about, where there is one already.
    pub plan_digest: String,
}

/// What a task came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The plan that was made, where one was.
    pub plan_digest: Option<String>,
    /// What there is to tell of it, in sentences; often nothing.
    pub told: String,
}

/// Begins a task on the runtime of the caller; answers at once. One at a time on a site. What the work may, its own verb
/// asks.
pub async fn begin<W, Working>(site: &Site, actor: &Actor, new: NewTask, work: W) -> Result<entity::Model>
where
    W: FnOnce(Arc<Noted>) -> Working,
    Working: Future<Output = Result<Done>> + Send + 'static,
{
    actor.require(Capability::ManageOptions)?;
    if let Some(running) = list::list(site, actor).await?.iter().find(|task| task.state == "running") {
        let message =
            format!("{} is at work on this site ({}). Wait until that is done.", running.person, running.work);
        return Err(Error::conflict("task_running", message).into());
    }
    let row = insert(site, actor, new).await?;
    let noted = Arc::new(Noted::default());
    tokio::spawn(run(site.clone(), work(noted.clone()), noted, row.id));
    Ok(row)
}

async fn insert(site: &Site, actor: &Actor, new: NewTask) -> Result<entity::Model> {
    let now = site.host().now();
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        environment: Set(new.environment),
        work: Set(new.work.to_owned()),
        plan_digest: Set(new.plan_digest),
        state: Set("running".into()),
        part: Set(String::new()),
        done: Set(0),
        total: Set(0),
        told: Set(String::new()),
        person: Set(actor.user().map(|user| user.login.clone()).unwrap_or_default()),
        started: Set(now),
        touched: Set(now),
    };
    Ok(row.insert(site.writer()).await?)
}

/// The work is a task of its own: while it holds the database, noting how far it is waits, and it does not.
async fn run(site: Site, work: impl Future<Output = Result<Done>> + Send + 'static, noted: Arc<Noted>, id: i64) {
    let mut work = tokio::spawn(work);
    let outcome = loop {
        tokio::select! {
            outcome = &mut work => break outcome,
            () = tokio::time::sleep(EVERY) => tell(&site, id, note(&noted)).await,
        }
    };
    let broken = |error| Err(Error::Internal(format!("it broke off: {error}")).into());
    tell(&site, id, ending(outcome.unwrap_or_else(broken))).await;
}

type Columns = Vec<(entity::Column, Expr)>;

fn note(noted: &Noted) -> Columns {
    let (part, done, total) = noted.now();
    vec![
        (entity::Column::Part, Expr::value(part)),
        (entity::Column::Done, Expr::value(done)),
        (entity::Column::Total, Expr::value(total)),
    ]
}

fn ending(outcome: Result<Done>) -> Columns {
    let done = match outcome {
        Ok(done) => done,
        Err(fault) => {
            tracing::warn!(%fault, "a task of a promotion ended with a refusal");
            return vec![
                (entity::Column::State, Expr::value("failed")),
                (entity::Column::Told, Expr::value(fault.to_string())),
            ];
        }
    };
    let digest = done.plan_digest.map(|digest| (entity::Column::PlanDigest, Expr::value(digest)));
    let ended = [(entity::Column::State, Expr::value("done")), (entity::Column::Told, Expr::value(done.told))];
    ended.into_iter().chain(digest).collect()
}

/// A row that cannot be written now is written a second later; the work itself goes on.
async fn tell(site: &Site, id: i64, columns: Columns) {
    let mut update = entity::Entity::update_many()
        .filter(entity::Column::SiteId.eq(site.id()))
        .filter(entity::Column::Id.eq(id))
        .col_expr(entity::Column::Touched, Expr::value(site.host().now()));
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    if let Err(error) = update.exec(site.writer()).await {
        tracing::warn!(%error, "how far a task is could not be noted");
    }
}
