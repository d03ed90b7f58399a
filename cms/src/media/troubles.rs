//! What is wrong with the buckets: whoever carries notes it, so that every process and the screens can tell.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

use super::Place;
use super::trouble_entity::{self as entity, Column};
use crate::{Host, Result};

/// A bucket that is not in order.
pub type Trouble = entity::Model;

/// Notes what is wrong with a bucket, or that nothing is. The same trouble keeps the time that it began.
pub async fn note_trouble(host: &Host, place: Place, why: Option<&str>) -> Result<()> {
    let writer = host.database().writer();
    let known = entity::Entity::find_by_id(place.name()).one(writer).await?;
    match why {
        None if known.is_none() => {}
        None => {
            entity::Entity::delete_by_id(place.name()).exec(writer).await?;
        }
        Some(why) if known.is_some_and(|known| known.why == why) => {}
        Some(why) => {
            let place = Set(place.name().to_owned());
            let row = entity::ActiveModel { place, why: Set(why.to_owned()), since: Set(host.now()) };
            let other = OnConflict::column(Column::Place).update_columns([Column::Why, Column::Since]).to_owned();
            entity::Entity::insert(row).on_conflict(other).exec_without_returning(writer).await?;
        }
    }
    Ok(())
}

/// What is wrong with a bucket; none if it is in order.
pub async fn trouble(host: &Host, place: Place) -> Result<Option<Trouble>> {
    Ok(entity::Entity::find_by_id(place.name()).one(host.database().reader()).await?)
}
