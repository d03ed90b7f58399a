//! What was cut off in the middle ends here: as before, or as promised.

use cms::users::Capability;
use cms::{Actor, Result, Site, sites};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::carry_out::note;
use super::{Promotion, State, entity, files, finish};
use crate::lock;

/// What became of a promotion that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The promotion.
    pub promotion: i64,
    /// How it ended.
    pub state: State,
    /// The same in a sentence.
    pub told: String,
}

/// Ends every promotion of the site that somebody left in the middle. Fails while one is running.
pub async fn recover(production: &Site, actor: &Actor) -> Result<Vec<Recovered>> {
    actor.require(Capability::ManageOptions)?;
    let lock = lock::take(production, &lock::PROMOTION).await?;
    let recovered = leftovers(production).await;
    lock.release().await;
    recovered
}

/// The same for whoever holds the lock.
pub(super) async fn leftovers(production: &Site) -> Result<Vec<Recovered>> {
    let open = [State::Media, State::Committed, State::Leaving].map(State::name);
    let left = entity::Entity::find()
        .filter(entity::Column::SiteId.eq(production.id()))
        .filter(entity::Column::State.is_in(open))
        .order_by_asc(entity::Column::Id)
        .all(production.writer())
        .await?;
    let mut recovered = Vec::new();
    for promotion in left {
        recovered.push(end(production, &promotion).await?);
    }
    Ok(recovered)
}

async fn end(production: &Site, promotion: &Promotion) -> Result<Recovered> {
    let site = sites::by_id(production.host(), production.id()).await?;
    let (state, told) = match promotion.state.as_str() {
        "media" => {
            let told = "Cut off before any row changed: production is as before.";
            undo_media(&site, promotion, told).await?;
            (State::Undone, told)
        }
        "committed" => {
            finish::finish(&site, promotion).await?;
            (State::Promoted, "Cut off once all rows were there: production is as promised.")
        }
        _ => {
            finish::after_undoing(&site, promotion).await?;
            (State::RolledBack, "Cut off once all rows were taken back: production is as before.")
        }
    };
    Ok(Recovered { promotion: promotion.id, state, told: told.to_owned() })
}

/// Takes away the files of a promotion whose rows were never written.
pub(super) async fn undo_media(production: &Site, promotion: &Promotion, told: &str) -> Result<()> {
    files::take_away(production, promotion, |_| false).await?;
    files::forget_aside(production, promotion).await?;
    note(production, promotion, State::Undone, told).await?;
    Ok(())
}
