//! Sets up a second factor: a secret first, which counts once a code shows that the app has it.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::{recovery, totp};
use crate::audit::Deed;
use crate::users::{find, second_factor_entity as entity};
use crate::{Actor, Change, Error, Result, Site, sealing};

/// What an app needs.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The secret in base32, for whoever types it.
    pub secret: String,
    /// The same as an address, for whoever shows it as a picture.
    pub address: String,
}

/// Makes a secret for the account; one that was never confirmed is replaced. Only the person may, since nobody else should
/// know it.
pub async fn begin(site: &Site, actor: &Actor, user_id: i64) -> Result<Enrolment> {
    require_self(actor, user_id)?;
    let user = find::required(site.host(), user_id).await?;
    if super::is_enabled(site.host(), user_id).await? {
        return Err(Error::conflict("second_factor_enabled", "The second factor is set up already. Remove it first."));
    }
    let secret = totp::new_secret()?;
    let address = totp::address(&secret, &user.login, &site.settings().blogname())?;
    let row = entity::ActiveModel {
        user_id: Set(user_id),
        secret: Set(sealing::seal(site.host(), &purpose(user_id), &secret).await?),
        confirmed: Set(None),
        last_step: Set(0),
        created: Set(site.host().now()),
    };
    let replaces = OnConflict::column(entity::Column::UserId)
        .update_columns([entity::Column::Secret, entity::Column::LastStep, entity::Column::Created])
        .to_owned();
    entity::Entity::insert(row).on_conflict(replaces).exec_without_returning(site.writer()).await?;
    Ok(Enrolment { secret, address })
}

/// Takes the first code, from when on one is asked for at every sign-in. Gives the recovery codes, which are shown this once.
pub async fn confirm(site: &Site, actor: &Actor, user_id: i64, code: &str) -> Result<Vec<String>> {
    require_self(actor, user_id)?;
    let row = entity::Entity::find_by_id(user_id).one(site.writer()).await?;
    let row = row.filter(|row| row.confirmed.is_none());
    let row = row.ok_or_else(|| Error::not_found("second_factor_not_begun", "There is nothing to confirm."))?;
    let now = site.host().now();
    let secret = sealing::open(site.host(), &purpose(user_id), &row.secret).await?;
    let step = totp::step_of(&secret, code, now)?;
    let step =
        step.ok_or_else(|| Error::invalid("invalid_authcode", "The code is not right. Enter the newest one."))?;
    let mut change = Change::begin(site).await?;
    let mut row = row.into_active_model();
    row.confirmed = Set(Some(now));
    row.last_step = Set(step);
    row.update(change.connection()).await?;
    let codes = recovery::replace(&change, user_id).await?;
    change.notes(Deed::new("add-second-factor", "user", user_id));
    change.commit().await?;
    Ok(codes)
}

/// What an account's secret is sealed for.
pub(super) fn purpose(user_id: i64) -> String {
    format!("second-factor:{user_id}")
}

/// A second factor is set up by its owner alone; the host itself acts for the owner who is signing in.
pub(super) fn require_self(actor: &Actor, user_id: i64) -> Result<()> {
    if matches!(actor, Actor::System) || actor.is_signed_in() && actor.user_id() == user_id {
        return Ok(());
    }
    Err(Error::forbidden("rest_cannot_edit", "Sorry, only the person may set up the own second factor."))
}
