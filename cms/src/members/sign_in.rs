//! Signing in: by a password, or by a link in a letter. Members' sessions are their own; the staff's are others.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::{Member, find, keys, notices, session_entity};
use crate::audit::Deed;
use crate::users::{hashed_password, password_fits};
use crate::{Change, Error, Result, Site};
use sea_orm::{ColumnTrait, QueryFilter};

const PURPOSE: &str = "sign-in";
/// What is hashed where there is nobody: the answer takes as long, and fits no password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const SHORTEST_PASSWORD: usize = 8;

/// The member with this address and password. Which of the two is wrong is not said, by no word and by no delay.
pub async fn sign_in(site: &Site, email: &str, typed: &str) -> Result<Member> {
    let wrong = || Error::forbidden("wrong_sign_in", "This email address and password do not belong together.");
    let member = match find::address(email) {
        Ok(email) => find::with_email(site, &email).await?,
        Err(_) => None,
    };
    let stored = member.as_ref().map(|member| member.password_hash.as_str()).filter(|hash| !hash.is_empty());
    let fits = password_fits(typed, stored.unwrap_or(NOBODY)).await?;
    member.filter(|member| fits && !member.password_hash.is_empty()).ok_or_else(wrong)
}

/// Writes a letter with a link that signs in. It is no error if there is no such member.
pub async fn ask_for_link(site: &Site, email: &str) -> Result<()> {
    let email = find::address(email)?;
    if find::with_email(site, &email).await?.is_none() || keys::was_asked_lately(site, &email).await? {
        return Ok(());
    }
    write_link(site, &email).await
}

pub(super) async fn write_link(site: &Site, email: &str) -> Result<()> {
    let change = Change::begin(site).await?;
    let key = keys::make(&change, site, PURPOSE, email, "").await?;
    let url = format!("{}?key={key}", notices::page(site, "link"));
    notices::sign_in(&change, site, email, &url).await?;
    change.commit().await
}

/// The member whose link this is.
pub async fn sign_in_by_link(site: &Site, key: &str) -> Result<Member> {
    let change = Change::begin(site).await?;
    let row = keys::take(&change, site, PURPOSE, key).await?;
    let member = find::with_email(site, &row.email).await?.ok_or_else(find::missing)?;
    change.commit().await?;
    Ok(member)
}

/// Sets a member's own password; every other browser is signed out.
pub async fn set_password(site: &Site, member: &Member, typed: &str) -> Result<()> {
    if typed.chars().count() < SHORTEST_PASSWORD {
        return Err(Error::invalid("short_password", format!("A password has at least {SHORTEST_PASSWORD} letters.")));
    }
    let hash = hashed_password(typed.to_owned()).await?;
    let mut change = Change::begin(site).await?;
    let mut row = member.clone().into_active_model();
    row.password_hash = Set(hash);
    row.update(change.connection()).await?;
    session_entity::Entity::delete_many()
        .filter(session_entity::Column::SiteId.eq(site.id()))
        .filter(session_entity::Column::MemberId.eq(member.id))
        .exec(change.connection())
        .await?;
    change.notes(Deed::new("change-password", "member", member.id));
    change.commit().await
}
