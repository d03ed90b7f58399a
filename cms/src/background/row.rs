//! The row of a piece of work: it is entered where none of its kind is running, says how far it is, and how it ended.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, SqlErr,
};

use super::Kind;
use super::begin::{Ended, NewWork};
use super::entity::{self, Column, Model};
use super::list::{of_kind, silence_began};
use crate::{Actor, Error, Result, Site};

/// The part, how much of it is done, and how much it is.
type Reached = (String, i64, i64);

/// Enters it, unless the database has one of this kind that is running.
pub(super) async fn enter(
    site: &Site,
    actor: &Actor,
    kind: &Kind,
    new: &NewWork,
    (part, done, total): Reached,
) -> Result<Model> {
    let now = site.host().now();
    let row = entity::ActiveModel {
        id: NotSet,
        site_id: Set(site.id()),
        kind: Set(kind.name.to_owned()),
        work: Set(new.work.to_owned()),
        about: Set(new.about.to_string()),
        state: Set("running".into()),
        part: Set(part),
        done: Set(done),
        total: Set(total),
        told: Set(String::new()),
        report: Set("{}".into()),
        user_id: Set(actor.user_id()),
        person: Set(actor.user().map(|user| user.login.clone()).unwrap_or_default()),
        started: Set(now),
        touched: Set(now),
    };
    let transaction = site.host().database().begin().await?;
    give_up_silent_ones(site, kind, &transaction).await?;
    match row.insert(&transaction).await {
        Ok(row) => {
            transaction.commit().await?;
            Ok(row)
        }
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            transaction.rollback().await?;
            Err(refused(site, kind).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// One that nobody has heard of for a while holds up nobody.
async fn give_up_silent_ones<C: ConnectionTrait>(site: &Site, kind: &Kind, connection: &C) -> Result<()> {
    let running = running(site, kind).filter(Column::Touched.lt(silence_began(site)));
    for row in running.all(connection).await? {
        entity::Entity::update_many()
            .filter(Column::SiteId.eq(site.id()))
            .filter(Column::Id.eq(row.id))
            .col_expr(Column::State, Expr::value("failed"))
            .col_expr(Column::Told, Expr::value((kind.cut_off)(&row.work)))
            .exec(connection)
            .await?;
    }
    Ok(())
}

fn running(site: &Site, kind: &Kind) -> sea_orm::Select<entity::Entity> {
    of_kind(site, kind).filter(Column::State.eq("running"))
}

/// Says who is at work. Whoever it was may be done by now.
async fn refused(site: &Site, kind: &Kind) -> Result<Error> {
    let message = match running(site, kind).one(site.writer()).await? {
        Some(row) if row.person.is_empty() => format!("The server is at work on this site ({}).", row.work),
        Some(row) => format!("{} is at work on this site ({}).", row.person, row.work),
        None => "Somebody was at work on this site a moment ago.".to_owned(),
    };
    Ok(Error::conflict(kind.running, format!("{message} Wait until that is done.")))
}

/// Notes how far it is. One that was given up stays so, whatever still runs of it.
pub(super) async fn note(site: &Site, id: i64, (part, done, total): Reached) {
    let columns =
        vec![(Column::Part, Expr::value(part)), (Column::Done, Expr::value(done)), (Column::Total, Expr::value(total))];
    write(site, id, columns, true).await;
}

/// Notes how it ended; what ended after all, though it was given up, has ended.
pub(super) async fn end(site: &Site, id: i64, ended: Ended) {
    let state = if ended.is_done { "done" } else { "failed" };
    if !ended.is_done {
        tracing::warn!(why = ended.told, work = id, "work behind a request failed");
    }
    let about = ended.about.map(|about| (Column::About, Expr::value(about.to_string())));
    let columns = [
        (Column::State, Expr::value(state)),
        (Column::Told, Expr::value(ended.told)),
        (Column::Report, Expr::value(ended.report.to_string())),
    ];
    write(site, id, columns.into_iter().chain(about).collect(), false).await;
}

/// A row that cannot be written now is written a second later; the work itself goes on.
async fn write(site: &Site, id: i64, columns: Vec<(Column, Expr)>, only_running: bool) {
    let mut update = entity::Entity::update_many()
        .filter(Column::SiteId.eq(site.id()))
        .filter(Column::Id.eq(id))
        .col_expr(Column::Touched, Expr::value(site.host().now()));
    if only_running {
        update = update.filter(Column::State.eq("running"));
    }
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    if let Err(error) = update.exec(site.writer()).await {
        tracing::warn!(%error, work = id, "how far work behind a request is could not be noted");
    }
}
