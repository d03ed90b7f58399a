//! Takes a promotion back.

use cms::users::Capability;
use cms::{Actor, Error, Result, Site};

use super::{Promotion, State, finish, log, recover, undo};
use crate::lock;

/// Restores what the promotion changed, and keeps what visitors, and editors of production, wrote since. Without a number the
/// last promotion that is still there.
pub async fn rollback(production: &Site, actor: &Actor, id: Option<i64>) -> Result<Promotion> {
    actor.require(Capability::ManageOptions)?;
    let lock = lock::take(production, &lock::PROMOTION).await?;
    let taken_back = roll_back_alone(production, actor, id).await;
    lock.release().await;
    taken_back
}

/// The same for whoever holds the lock.
async fn roll_back_alone(production: &Site, actor: &Actor, id: Option<i64>) -> Result<Promotion> {
    recover::leftovers(production).await?;
    let promotion = match id {
        Some(id) => log::required(production, id).await?,
        None => newest(production, actor).await?,
    };
    if promotion.state != State::Promoted.name() {
        let message = format!("Promotion {} is {}: there is nothing to take back.", promotion.id, promotion.state);
        return Err(Error::refused("not_promoted", message));
    }
    undo::undo(production, &promotion, "").await?;
    finish::after_undoing(production, &promotion).await
}

async fn newest(production: &Site, actor: &Actor) -> Result<Promotion> {
    let all = log::log(production, actor).await?;
    let newest = all.into_iter().find(|promotion| promotion.state == State::Promoted.name());
    newest.ok_or_else(|| Error::not_found("promotion_not_found", "No promotion is there to be taken back."))
}
