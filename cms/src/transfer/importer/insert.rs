//! Many rows in few statements.

use crate::{Change, Result};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable};

/// Postgres takes 65,535 parameters in a statement, SQLite 32,766.
const MOST_PARAMETERS: usize = 30_000;

/// Inserts the rows, as many in each statement as the databases take.
pub(super) async fn insert_rows<E, A>(change: &Change, rows: impl IntoIterator<Item = A>) -> Result<()>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + IntoActiveModel<A>,
{
    let most_rows = MOST_PARAMETERS / E::Column::iter().count().max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(most_rows).collect();
        E::insert_many(some).exec_without_returning(change.connection()).await?;
    }
    Ok(())
}
